// Sends the check-ins that wait on this phone as soon as there is a connection, and says how many wait.
// Each is sent with its own id: sent twice it is still one. Whose answers they are is never guessed: a check-in
// goes only to the person who was signed in when it was written.
(function () {
  "use strict";
  var EVERY = 3600000; // ms between two looks at whether the kept pages are still the right ones
  var bar = document.querySelector("[data-waiting]");
  var meta = document.querySelector('meta[name="gp-person"]');
  var person = meta ? meta.content : "";
  if (!("serviceWorker" in navigator) || !window.indexedDB) { return; }

  function say(words, row) {
    if (!bar) { return; }
    bar.hidden = !words;
    var told = bar.querySelector("[data-waiting-words]"), button = bar.querySelector("[data-waiting-remove]");
    if (told.textContent !== words) { told.textContent = words; }
    button.hidden = !row;
    button.onclick = row ? function () { self.kept.remove(row.client_uuid).then(show); } : null;
  }

  function counted(rows) {
    return rows.length === 1 ? bar.dataset.one : bar.dataset.many.replace("{n}", String(rows.length));
  }

  async function show() {
    var rows = await self.kept.all();
    var refused = rows.find(function (row) { return row.refused && row.person === person; });
    if (!rows.length || !bar) { return say(""); }
    if (refused) { return say(bar.dataset.refused + " " + refused.refused, refused); }
    var foreign = rows.every(function (row) { return person && row.person !== person; });
    say(counted(rows) + " " + (foreign ? bar.dataset.other : person ? "" : bar.dataset.signIn));
  }

  async function key(address) {
    var answer = await fetch(address, { headers: { "X-Live": "1" }, redirect: "error", credentials: "same-origin" });
    return answer.ok ? answer.json() : null;
  }

  async function send(address, token, row) {
    var form = new FormData();
    row.fields.forEach(function (field) { form.append(field[0], field[1]); });
    ["client_uuid", "answered_at", "zone", "person"].forEach(function (name) { form.set(name, row[name] || ""); });
    form.set("sent_at", self.kept.moment(new Date())); // what this phone's clock shows now: a wrong one is found out
    var answer = await fetch(address, {
      method: "POST", body: form, redirect: "error", credentials: "same-origin",
      headers: { "X-CSRFToken": token, "X-Live": "1" },
    });
    if (answer.status !== 200 && answer.status !== 422) { throw new Error(String(answer.status)); }
    var said = await answer.json();
    if (said.state === "stored") { return self.kept.remove(row.client_uuid); }
    row.refused = said.message;
    return self.kept.put(row);
  }

  async function flush() {
    var mine = (await self.kept.all()).filter(function (row) { return row.person === person && !row.refused; });
    if (person && mine.length && bar) {
      var given = await key(bar.dataset.url);
      for (var place = 0; given && place < mine.length; place += 1) { await send(bar.dataset.url, given.token, mine[place]); }
    }
  }

  function start() {
    var alone = navigator.locks ? navigator.locks.request("glidepath-waiting", flush) : flush();
    alone.catch(function () { return null; }).then(show);
  }

  // a page that was still loading when the worker began is left out by it until the next page: it asks to be taken in
  async function takenIn() {
    if (navigator.serviceWorker.controller) { return; }
    (await navigator.serviceWorker.ready).active.postMessage("take in");
  }

  async function register() {
    await navigator.serviceWorker.register("/service-worker.js", { scope: "/" });
    takenIn();
    var seen = await self.kept.noted("seen"), now = document.documentElement.lang;
    if (person) { await self.kept.note("person", person); }
    if (seen && seen.language === now && seen.person === person && Date.now() - seen.at < EVERY) { return; }
    var ready = await navigator.serviceWorker.ready;
    if (seen && ready.active) { ready.active.postMessage("refresh"); }
    await self.kept.note("seen", { language: now, person: person, at: Date.now() });
  }

  // a check-in without a connection gets its id here, so that a second press is still the same check-in
  document.querySelectorAll("form[data-offline]").forEach(function (form) {
    if (!form.elements.client_uuid.value) { form.elements.client_uuid.value = crypto.randomUUID(); }
    self.kept.noted("person").then(function (known) { form.elements.person.value = known || ""; });
    form.addEventListener("submit", function (event) {
      var answers = Array.from(new FormData(form).entries()).filter(function (field) {
        return field[1] && ["client_uuid", "form_version", "answered_at", "zone", "person"].indexOf(field[0]) < 0;
      });
      var empty = form.querySelector("[data-empty]");
      if (!answers.length) { event.preventDefault(); empty.hidden = false; empty.focus(); }
    });
  });

  // who signs out on purpose leaves a phone that keeps no check-in for them
  document.querySelectorAll('form[action$="/logout/"]').forEach(function (form) {
    form.addEventListener("submit", function () { self.kept.note("person", ""); });
  });

  window.addEventListener("online", start);
  document.addEventListener("visibilitychange", function () { if (!document.hidden) { start(); } });
  register().catch(function () { return null; });
  start(); // never waits for the worker: what was kept goes out all the same
})();
