package send

// Canonical is for the fuzz test.
var Canonical = canonical
