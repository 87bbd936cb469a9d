/* Loads the page again when the site has been rebuilt, and shows what is wrong when it could not
   be. It is added by "styrdok serve" only and never published. */
(function () {
  "use strict";
  var source = new EventSource("/_styrdok/events");
  var lost = false;
  source.addEventListener("hello", function () { if (lost) location.reload(); });
  source.addEventListener("reload", function () { location.reload(); });
  source.addEventListener("trouble", show);
  source.onerror = function () { lost = true; };

  function show() {
    fetch("/_styrdok/trouble").then(function (r) { return r.text(); }).then(function (text) {
      var box = document.getElementById("styrdok-trouble");
      if (!box) {
        box = document.createElement("dialog");
        box.id = "styrdok-trouble";
        box.lang = document.documentElement.lang;
        var pre = document.createElement("pre");
        pre.style.cssText = "white-space:pre-wrap;font:15px/1.5 ui-monospace,Consolas,monospace;margin:0";
        var close = document.createElement("button");
        close.textContent = "×";
        close.setAttribute("aria-label", "{close}");
        close.style.cssText = "float:right;font:24px/1 sans-serif;width:36px;height:36px";
        close.addEventListener("click", function () { box.close(); });
        box.append(close, pre);
        box.style.cssText = "max-width:min(70rem,92vw);max-height:86vh;overflow:auto;border:3px solid #93300f;padding:24px;background:#fff;color:#1a1e22";
        document.body.append(box);
      }
      box.querySelector("pre").textContent = text;
      if (!box.open) box.showModal();
    });
  }
})();
