// Before anything is drawn: where nobody chose a light or dark page, take the one of the machine.
(function () {
  var root = document.documentElement;
  if (!root.dataset.bsTheme) {
    root.dataset.bsTheme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }
})();
