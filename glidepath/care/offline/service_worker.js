// Keeps the check-in, the help page and their files on the phone, and a check-in that could not be sent.
// Pages about a person are never kept: what stands in SHELL.pages is the same for everybody of a clinic.
// SHELL is written above this by the server.
importScripts(SHELL.assets.find(function (name) { return name.endsWith("/kept.js"); }));

const CACHE = "glidepath-" + SHELL.version;
const LONGEST_WAIT = 20000; // ms; a line that says nothing for so long is no line
const NOT_THERE = [502, 503, 504]; // a door in front of the server answers, the server does not

async function fill() {
  const cache = await caches.open(CACHE);
  await Promise.all(Object.values(SHELL.pages).concat(SHELL.assets).map(async function (address) {
    const answer = await fetch(address, { cache: "no-cache", redirect: "error" });
    if (!answer.ok) { throw new Error(address); }
    await cache.put(address, answer);
  }));
}

async function forgetOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter(function (name) { return name.startsWith("glidepath-") && name !== CACHE; })
    .map(function (name) { return caches.delete(name); }));
}

self.addEventListener("install", function (event) { event.waitUntil(fill().then(function () { return self.skipWaiting(); })); });
self.addEventListener("activate", function (event) { event.waitUntil(forgetOthers().then(function () { return self.clients.claim(); })); });

// a page asks to be taken in when it loaded while this worker began; the pages are taken again when the language
// changed, and now and then, so that the numbers on them stay right
self.addEventListener("message", function (event) {
  if (event.data === "take in") { event.waitUntil(self.clients.claim()); }
  if (event.data === "refresh") { event.waitUntil(fill().catch(function () { return null; })); }
});

async function keptPage(name) {
  const cache = await caches.open(CACHE);
  return (await cache.match(SHELL.pages[name])) || Response.error();
}

function answered(request) {
  return new Promise(function (resolve, reject) {
    setTimeout(function () { reject(new Error("silent")); }, LONGEST_WAIT);
    fetch(request).then(function (answer) {
      if (NOT_THERE.includes(answer.status)) { reject(new Error(String(answer.status))); } else { resolve(answer); }
    }, reject);
  });
}

async function pageFor(address) {
  if (address === SHELL.help) { return keptPage("help"); }
  if (address === SHELL.checkIn && await self.kept.noted("person")) { return keptPage("checkIn"); }
  return keptPage("nothing");
}

// written as the list of phrases is: no accents, no apostrophes, lower case
function plain(words) {
  const bare = words.normalize("NFKD").toLowerCase().replace(/[\p{Mn}\p{Cf}'\u2018\u2019\u02bc\u00b4`]/gu, "");
  return " " + bare.replace(/[^\p{L}\p{N}]+/gu, " ").trim() + " ";
}

// signs of danger, or words of somebody who may not be safe: the numbers come first. Words that deny it count too:
// here a number too many is shown rather than one too few.
function isUrgent(fields) {
  return fields.some(function (field) {
    if (SHELL.urgent.includes(field[0] === "signs" ? field[1] : field[0])) { return true; }
    const words = plain(String(field[1]));
    return SHELL.phrases.some(function (phrase) { return words.includes(" " + phrase + " "); });
  });
}

async function keep(form) {
  const fields = Array.from(form.entries()).filter(function (field) { return field[0] !== "csrfmiddlewaretoken"; });
  await self.kept.put({
    client_uuid: form.get("client_uuid") || crypto.randomUUID(),
    person: form.get("person") || "", // who was signed in where it was written, not where it is sent
    answered_at: form.get("answered_at") || self.kept.moment(new Date()),
    zone: form.get("zone") || Intl.DateTimeFormat().resolvedOptions().timeZone,
    fields: fields,
  });
  return keptPage(isUrgent(fields) ? "keptUrgent" : "kept");
}

async function sendOrKeep(request) {
  const copy = request.clone();
  try { return await answered(request); } catch (error) { return keep(await copy.formData()); }
}

self.addEventListener("fetch", function (event) {
  const request = event.request, address = new URL(request.url);
  if (address.origin !== self.location.origin) { return; }
  if (request.method === "POST" && request.mode === "navigate" && address.pathname === SHELL.checkIn) {
    event.respondWith(sendOrKeep(request));
  } else if (request.method === "GET" && request.mode === "navigate") {
    event.respondWith(fetch(request).catch(function () { return pageFor(address.pathname); }));
  } else if (SHELL.assets.includes(address.pathname)) {
    event.respondWith(fetch(request).catch(function () { return caches.match(address.pathname); }));
  }
});
