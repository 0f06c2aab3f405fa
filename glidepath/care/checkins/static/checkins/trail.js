// Fills one piece of the trail for each question that has an answer. Without script the trail simply stays empty.
(function () {
  "use strict";
  var trail = document.querySelector("[data-trail]");
  if (!trail) { return; }
  var names = trail.dataset.trail.split(" ");
  function draw() {
    names.forEach(function (name, place) {
      var answered = document.querySelector('[name="' + name + '"]:checked') !== null;
      trail.children[place].className = answered ? "on" : "";
    });
  }
  document.addEventListener("change", draw);
  draw();
})();
