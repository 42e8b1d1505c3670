// The tree: a button opens and closes what stands under a line (htmx fetches it once); arrow keys walk.
(function () {
  "use strict";

  function list(button) {
    return document.getElementById(button.getAttribute("aria-controls"));
  }

  function show(button, open) {
    button.setAttribute("aria-expanded", String(open));
    list(button).hidden = !open;
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-branch-open]");
    if (button) show(button, button.getAttribute("aria-expanded") !== "true");
  });

  function walk(tree, line, step) {
    const seen = [...tree.querySelectorAll(".branch-name")].filter((each) => each.offsetParent !== null);
    const next = seen[seen.indexOf(line.querySelector(".branch-name")) + step];
    if (next) next.focus();
  }

  document.addEventListener("keydown", (event) => {
    const tree = event.target.closest("[data-tree]");
    const branch = event.target.closest("[data-branch]");
    if (!tree || !branch || event.ctrlKey || event.metaKey || event.altKey) return;
    const line = branch.querySelector(".branch-line");
    const button = line.querySelector("[data-branch-open]");
    const open = button && button.getAttribute("aria-expanded") === "true";
    if (event.key === "ArrowDown") walk(tree, line, 1);
    else if (event.key === "ArrowUp") walk(tree, line, -1);
    else if (event.key === "ArrowRight" && button) { if (open) walk(tree, line, 1); else button.click(); }
    else if (event.key === "ArrowLeft") {
      const above = branch.parentElement.closest("[data-branch]");
      if (open) button.click();
      else if (above) above.querySelector(".branch-name").focus();
    } else return;
    event.preventDefault();
  });
})();

// A page that is printed and signed.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
