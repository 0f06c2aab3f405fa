// A number field with data-slider="from to step" gets a slider beside it. The field stays what is sent: without this
// script, and for a number beyond the slider's ends, one writes into it.
(function () {
  "use strict";
  document.querySelectorAll("input[data-slider]").forEach(function (field) {
    var ends = field.dataset.slider.split(" ");
    var slider = document.createElement("input");
    slider.type = "range";
    slider.className = "slider";
    slider.min = ends[0];
    slider.max = ends[1];
    slider.step = ends[2];
    slider.value = field.value;
    var label = document.querySelector('label[for="' + field.id + '"]');
    slider.setAttribute("aria-label", label ? label.textContent.trim() : field.name);
    slider.addEventListener("input", function () {
      field.value = slider.value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
    field.addEventListener("input", function () { slider.value = field.value; });
    field.insertAdjacentElement("afterend", slider);
  });
})();
