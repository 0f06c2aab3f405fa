/* The page "How you are reached": asks the browser to show notices, and tells the server how to reach it. */
"use strict";
const box = document.querySelector("[data-push-key]");
const say = (name) => box.querySelectorAll("[data-push]").forEach((part) => { part.hidden = part.dataset.push !== name; });
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const letters = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

async function turnOn() {
  if (await Notification.requestPermission() !== "granted") return say("denied");
  const worker = await navigator.serviceWorker.register("/notices/worker.js", { scope: "/notices/" });
  const key = bytes(box.dataset.pushKey);
  const found = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const form = new FormData(box.querySelector("form"));
  form.set("endpoint", found.endpoint);
  form.set("public_key", letters(found.getKey("p256dh")));
  form.set("secret", letters(found.getKey("auth")));
  const answer = await fetch("/notices/browser/", { method: "POST", body: form });
  say(answer.ok ? "on" : "failed");
}

if (box) {
  if ("serviceWorker" in navigator && "PushManager" in window && "Notification" in window) {
    say(Notification.permission === "denied" ? "denied" : "ready");
    box.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      turnOn().catch(() => say("failed"));
    });
  } else say("unable");
}
