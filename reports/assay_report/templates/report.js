// Folds what is open without it, opens it for print and for links, and filters the table of cases.
"use strict";
const folds = document.querySelectorAll("details[data-fold]");
for (const fold of folds) fold.open = false;

function reveal() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
  if (target) target.scrollIntoView();
}
addEventListener("hashchange", reveal);
reveal();

let folded = [];
addEventListener("beforeprint", () => {
  folded = [...folds].filter((fold) => !fold.open);
  for (const fold of folded) fold.open = true;
});
addEventListener("afterprint", () => { for (const fold of folded) fold.open = false; });

const filter = document.getElementById("filter");
filter.hidden = false;
filter.addEventListener("click", (event) => {
  const wanted = event.target.dataset.show;
  if (wanted === undefined) return;
  for (const button of filter.querySelectorAll("button")) button.setAttribute("aria-pressed", button === event.target);
  for (const row of document.querySelectorAll("#case-table tr[data-verdict]"))
    row.classList.toggle("filtered", wanted !== "" && row.dataset.verdict !== wanted);
});
