// On the board the arrow keys go from one person's next action to the next, Home and End to the first and the last.
// Only while such an action has the focus, so that no key means something else anywhere; without this script the
// tab key reaches the same places.
(function () {
  "use strict";
  var STEPS = { ArrowDown: 1, ArrowUp: -1 };
  document.addEventListener("keydown", function (event) {
    var here = document.activeElement;
    if (event.altKey || event.ctrlKey || event.metaKey || !here || !here.hasAttribute("data-go")) { return; }
    var all = Array.prototype.slice.call(document.querySelectorAll("[data-go]"));
    var place = all.indexOf(here);
    var next = event.key === "Home" ? 0 : event.key === "End" ? all.length - 1 : place + (STEPS[event.key] || 0);
    if (next === place || !all[next]) { return; }
    event.preventDefault();
    all[next].focus();
  });
})();
