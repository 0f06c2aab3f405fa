// While a file is being read, its page asks every other second how far it is, and shows the report when it is there.
// Without this script the page has a link to look again.
(function () {
  "use strict";
  function look() {
    fetch(location.href, { headers: { "X-Live": "1" }, credentials: "same-origin" }).then(function (answer) {
      if (!answer.ok) { throw new Error(String(answer.status)); }
      return answer.text();
    }).then(function (html) {
      var page = new DOMParser().parseFromString(html, "text/html");
      var fresh = page.querySelector("[data-reading]");
      var shown = document.querySelector("[data-reading]");
      if (!fresh || !shown) { location.reload(); return; }
      shown.querySelector("progress").value = fresh.querySelector("progress").value;
      shown.querySelector("[data-percent]").textContent = fresh.querySelector("[data-percent]").textContent;
      setTimeout(look, 2000);
    }).catch(function () { setTimeout(look, 10000); });
  }
  if (document.querySelector("[data-reading]")) { setTimeout(look, 2000); }
})();
