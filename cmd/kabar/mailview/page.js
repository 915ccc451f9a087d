// Keys: j, k and the arrows turn to the next and the previous mail.
"use strict";
const here = () => document.querySelector("article:target") || document.querySelector("article");
const show = () => {
  const a = here() && document.querySelector('.list [href="#' + here().id + '"]');
  if (a) a.scrollIntoView({ block: "nearest" });
};
addEventListener("hashchange", show);
addEventListener("keydown", (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest("input, pre")) return;
  const rel = { j: "next", ArrowRight: "next", k: "prev", ArrowLeft: "prev" }[e.key];
  const a = rel && here() && here().querySelector('[rel="' + rel + '"]');
  if (a) a.click();
});
show();
