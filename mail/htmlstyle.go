package mail

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// lines is how many line ends an element has before and behind it.
func (e element) lines() int {
	switch e.name {
	case atom.P:
		if e.close {
			return 1
		}
		return 2
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return 2
	case atom.Div, atom.Tr, atom.Table, atom.Li, atom.Ul, atom.Ol, atom.Blockquote, atom.Pre,
		atom.Section, atom.Article, atom.Header, atom.Footer, atom.Address, atom.Center, atom.Hr,
		atom.Dl, atom.Dt, atom.Dd, atom.Form, atom.Fieldset, atom.Figure, atom.Main, atom.Nav,
		atom.Aside, atom.Body, atom.Caption, atom.Textarea, atom.Details, atom.Summary:
		return 1
	}
	return 0
}

// unseen tells whether the content of an element is never shown.
func unseen(name atom.Atom) bool {
	switch name {
	case atom.Script, atom.Style, atom.Head, atom.Title, atom.Template, atom.Noscript, atom.Iframe,
		atom.Object, atom.Svg, atom.Math, atom.Audio, atom.Video, atom.Select, atom.Noembed,
		atom.Noframes:
		return true
	}
	return false
}

// isVoid tells whether an element has no content and no end tag.
func isVoid(name atom.Atom) bool {
	switch name {
	case atom.Br, atom.Hr, atom.Img, atom.Input, atom.Meta, atom.Link, atom.Area, atom.Base,
		atom.Col, atom.Embed, atom.Param, atom.Source, atom.Track, atom.Wbr:
		return true
	}
	return false
}

// style reads the few declarations that matter for what is shown.
func (e *element) style(css string) {
	const maxStyle = 2000
	css = strings.ToLower(css[:min(len(css), maxStyle)])
	clipped := strings.Contains(css, "overflow") && strings.Contains(css, "hidden")
	for _, declaration := range strings.Split(css, ";") {
		name, value, _ := strings.Cut(declaration, ":")
		name = strings.TrimSpace(name)
		value = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(value), "!important"))
		switch name {
		case "display":
			e.hidden = e.hidden || value == "none"
		case "visibility":
			e.hidden = e.hidden || value == "hidden"
		case "mso-hide":
			e.hidden = e.hidden || value == "all"
		case "opacity":
			e.hidden = e.hidden || isZero(value)
		case "max-height", "height", "max-width", "width":
			e.hidden = e.hidden || clipped && isZero(value)
		case "font-size":
			e.tiny = isZero(value)
		case "margin", "margin-top", "margin-bottom":
			e.close = e.close || isZero(strings.SplitN(value+" ", " ", 2)[0])
		}
	}
}

// isZero tells whether a length is nothing: "0", "0px", "0.0em".
func isZero(value string) bool {
	digits := strings.TrimRight(value, "abcdefghijklmnopqrstuvwxyz%")
	return digits != "" && strings.Trim(digits, "0.") == ""
}
