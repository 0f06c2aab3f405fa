// Follows the live feed (server-sent events). An event named like a topic, or a message {"topic": "..."}, refreshes
// every element with that word in data-live-topic: with hx-get through htmx (trigger "live"), otherwise by fetching
// this page again and swapping the element with the same id. The mark says how old the last sign of life is, and says
// "Not live" as soon as the feed is cut or silent. Without this script it says "Not live" from the start.
(function () {
  "use strict";
  var SILENT_AFTER = 75; // seconds; the server gives a sign every 25
  var mark = document.querySelector("[data-live-url]");
  var meta = document.querySelector('meta[name="gp-live"]');
  var address = mark ? mark.dataset.liveUrl : meta && meta.content;
  if (!address || !window.EventSource) { return; }
  var words = mark && mark.querySelector("[data-live-words]");
  var said = mark && mark.querySelector("[data-live-said]");
  var lastSign = 0, open = false, beats = false, pending = {}, waiting = 0;

  function now() { return Math.floor(performance.now() / 1000); }

  function show() {
    if (!mark) { return; }
    var age = now() - lastSign;
    var live = open && !(beats && age > SILENT_AFTER);
    var text = live ? mark.dataset.textAgo.replace("{n}", String(age)) : mark.dataset.textStale;
    var state = live ? mark.dataset.textNow : mark.dataset.textStale;
    mark.classList.toggle("stale", !live);
    if (words.textContent !== text) { words.textContent = text; }
    if (said.textContent !== state) { said.textContent = state; }
  }

  function sign() { lastSign = now(); open = true; show(); }

  // what a person is writing is never taken from under their hands; where they stood stays where they stand
  function replace(element, fresh) {
    var focus = document.activeElement;
    var inside = focus && element.contains(focus);
    if (inside && /^(INPUT|TEXTAREA|SELECT)$/.test(focus.tagName)) {
      focus.addEventListener("blur", function () { soon(element.dataset.liveTopic.split(" ")[0]); }, { once: true });
      return;
    }
    var held = inside && focus.id;
    element.replaceWith(fresh);
    if (window.htmx) { window.htmx.process(fresh); }
    var again = held && document.getElementById(held);
    if (again) { again.focus(); }
  }

  function swapFromPage(elements) {
    fetch(location.href, { headers: { "X-Live": "1" }, credentials: "same-origin" }).then(function (answer) {
      if (!answer.ok) { throw new Error(String(answer.status)); }
      return answer.text();
    }).then(function (html) {
      var page = new DOMParser().parseFromString(html, "text/html");
      elements.forEach(function (element) {
        var fresh = page.getElementById(element.id);
        if (fresh) { replace(element, fresh); }
      });
    }).catch(function () { open = false; show(); });
  }

  function refresh(told) {
    var plain = [];
    document.querySelectorAll("[data-live-topic]").forEach(function (element) {
      if (!element.dataset.liveTopic.split(" ").some(function (topic) { return told[topic]; })) { return; }
      if (element.hasAttribute("hx-get") && window.htmx) { window.htmx.trigger(element, "live"); }
      else if (element.id) { plain.push(element); }
    });
    if (plain.length) { swapFromPage(plain); }
  }

  // a page that refreshes itself is not a person who does something: the server must not extend the session for it
  document.addEventListener("htmx:configRequest", function (event) {
    var cause = event.detail.triggeringEvent;
    if (cause && cause.type === "live") { event.detail.headers["X-Live"] = "1"; }
  });

  // several events in one breath are one refresh, whatever they are about; a stream of them never puts it off
  function soon(topic) {
    pending[topic] = true;
    waiting = waiting || setTimeout(function () {
      var told = pending;
      pending = {};
      waiting = 0;
      refresh(told);
    }, 120);
  }

  function topics() {
    var found = {};
    document.querySelectorAll("[data-live-topic]").forEach(function (element) {
      element.dataset.liveTopic.split(" ").forEach(function (topic) { if (topic) { found[topic] = true; } });
    });
    return Object.keys(found);
  }

  var source = new EventSource(address);
  source.onopen = sign;
  source.onerror = function () { open = false; show(); };
  source.addEventListener("beat", function () { beats = true; sign(); });
  source.onmessage = function (event) {
    sign();
    try { soon(String(JSON.parse(event.data).topic || "")); } catch (error) { topics().forEach(soon); }
  };
  topics().forEach(function (topic) {
    source.addEventListener(topic, function () { sign(); soon(topic); });
  });
  window.addEventListener("pagehide", function () { source.close(); });
  setInterval(show, 1000);
})();
