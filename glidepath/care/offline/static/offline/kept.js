// The check-ins that wait on this phone (IndexedDB). Read by the pages and by the service worker alike.
// One row: {client_uuid, person, answered_at, zone, fields: [[name, value], ...], refused: words or nothing}.
self.kept = (function () {
  "use strict";
  var open = function () {
    return new Promise(function (resolve, reject) {
      var asked = indexedDB.open("glidepath", 1);
      asked.onupgradeneeded = function () {
        asked.result.createObjectStore("waiting", { keyPath: "client_uuid" });
        asked.result.createObjectStore("notes");
      };
      asked.onsuccess = function () { resolve(asked.result); };
      asked.onerror = function () { reject(asked.error); };
    });
  };

  // resolves when the phone has really written it, not when it was asked to
  var within = async function (store, mode, work) {
    var base = await open();
    return new Promise(function (resolve, reject) {
      var step = base.transaction(store, mode, mode === "readwrite" ? { durability: "strict" } : {});
      var asked = work(step.objectStore(store));
      step.oncomplete = function () { base.close(); resolve(asked.result); };
      step.onabort = step.onerror = function () { base.close(); reject(step.error); };
    });
  };

  var two = function (number) { return String(number).padStart(2, "0"); };

  return {
    put: function (row) { return within("waiting", "readwrite", function (store) { return store.put(row); }); },
    remove: function (id) { return within("waiting", "readwrite", function (store) { return store.delete(id); }); },
    all: function () { return within("waiting", "readonly", function (store) { return store.getAll(); }); },
    note: function (name, value) { return within("notes", "readwrite", function (store) { return store.put(value, name); }); },
    noted: function (name) { return within("notes", "readonly", function (store) { return store.get(name); }); },
    // the phone's own time with its distance from Greenwich, such as 2027-03-01T07:30:00-07:00
    moment: function (at) {
      var away = -at.getTimezoneOffset(), far = Math.abs(away);
      var local = new Date(at.getTime() + away * 60000).toISOString().slice(0, 19);
      return local + (away < 0 ? "-" : "+") + two(Math.floor(far / 60)) + ":" + two(far % 60);
    },
  };
})();
