/* Shows a notice when no page is open. It stores nothing; what the notice is about stands behind the sign-in. */
"use strict";
self.addEventListener("push", (event) => {
  const notice = event.data ? event.data.json() : { title: "Glidepath", body: "", url: "/" };
  const shown = self.registration.showNotification(notice.title, {
    body: notice.body, icon: "/static/img/mark.svg", tag: notice.url, data: { url: notice.url }, requireInteraction: true,
  });
  event.waitUntil(shown.then(() => notice.seen && fetch("/notices/shown/", {
    method: "POST", headers: { "Content-Type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ seen: notice.seen }),
  })));
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(event.notification.data.url));
});
