// What every page of the office does in the browser. Without it all pages still work.
(function () {
  "use strict";

  const words = document.getElementById("cau-chu").dataset;
  const messages = document.getElementById("thong-bao");

  function say(text, kind, link) {
    const box = document.createElement("div");
    box.className = "alert alert-" + kind;
    box.append(text);
    if (link) box.append(" ", link);
    messages.append(box);
    box.scrollIntoView({ block: "nearest" });
    return box;
  }

  // --- Ctrl K and drop-down panels ---------------------------------------------------------------

  const search = document.getElementById("o-tim");
  const found = document.getElementById("ket-qua-tim");

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && search) {
      event.preventDefault();
      search.focus();
      search.select();
    }
    if (event.key === "Escape") closeAll();
    if (found && (event.key === "ArrowDown" || event.key === "ArrowUp")) walk(event);
  });

  function walk(event) {
    const lines = [...found.querySelectorAll("a")];
    const at = lines.indexOf(document.activeElement);
    if (!lines.length || (at < 0 && document.activeElement !== search)) return;
    event.preventDefault();
    const next = at + (event.key === "ArrowDown" ? 1 : -1);
    (lines[Math.min(next, lines.length - 1)] || search).focus();
  }

  function closeAll(except) {
    document.querySelectorAll("details.drop[open]").forEach((each) => {
      if (each === except) return;
      const inside = each.contains(document.activeElement);
      each.open = false;
      if (inside && !except) each.querySelector("summary").focus();
    });
    if (found && !except) found.replaceChildren();
  }

  document.addEventListener("click", (event) => {
    const own = event.target.closest("details.drop");
    document.querySelectorAll("details.drop[open]").forEach((each) => {
      if (each !== own) each.open = false;
    });
    if (found && !event.target.closest(".office-search")) found.replaceChildren();
  });

  // --- light and dark ----------------------------------------------------------------------------

  document.querySelectorAll("[data-theme-switch]").forEach((button) => {
    button.addEventListener("click", () => {
      const root = document.documentElement;
      root.dataset.bsTheme = root.dataset.bsTheme === "dark" ? "light" : "dark";
      document.cookie = "theme=" + root.dataset.bsTheme + ";path=/;max-age=31536000;samesite=lax";
    });
  });

  // --- a form is sent once -----------------------------------------------------------------------

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sending) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    form.dataset.sending = "1";
    form.setAttribute("aria-busy", "true");
  }, true);

  function sendable(form) {
    delete form.dataset.sending;
    form.removeAttribute("aria-busy");
  }

  addEventListener("pageshow", () => document.querySelectorAll("form[data-sending]").forEach(sendable));
  document.addEventListener("htmx:finally:request", () =>
    document.querySelectorAll("form[data-sending]").forEach(sendable));

  // --- typed text outlives a lost connection and an ended session --------------------------------
  // A form with data-draft="name" is kept on this machine while it is being filled, for this account, for
  // a day; the server's receipt (a cookie) lets go of it. Passwords and files are never kept.

  const account = document.body.dataset.account;
  const PREFIX = "dangvu-draft:";
  const A_DAY = 24 * 3600 * 1000;

  const keyOf = (form) => PREFIX + account + ":" + location.pathname + ":" + form.dataset.draft;

  function kept(fields) {
    return fields.filter((each) => each.name && each.name !== "csrfmiddlewaretoken" && each.name !== "_draft" &&
      !["password", "file", "hidden", "submit", "button"].includes(each.type));
  }

  function textOf(form) {
    return kept([...form.elements]).map((each) =>
      [each.name, each.value, each.type === "checkbox" || each.type === "radio" ? each.checked : null]);
  }

  function forget(test) {
    Object.keys(localStorage).filter((key) => key.startsWith(PREFIX) && test(key)).forEach((key) =>
      localStorage.removeItem(key));
  }

  function restore(form) {
    const draft = JSON.parse(localStorage.getItem(keyOf(form)) || "null");
    if (!draft) return;
    const before = JSON.stringify(textOf(form));
    const given = draft.text.slice();
    kept([...form.elements]).forEach((field) => {
      const at = given.findIndex(([name, value, checked]) =>
        name === field.name && (checked === null || value === field.value));
      if (at < 0) return;
      const [[, value, checked]] = given.splice(at, 1);
      if (checked === null) field.value = value; else field.checked = checked;
    });
    if (JSON.stringify(textOf(form)) === before) return;
    const discard = document.createElement("button");
    discard.type = "button";
    discard.className = "btn btn-sm ms-2";
    discard.textContent = words.discard;
    const box = say(words.restored, "info", discard);
    discard.addEventListener("click", () => {
      localStorage.removeItem(keyOf(form));
      form.reset();
      box.remove();
    });
  }

  function keepDrafts() {
    const receipt = document.cookie.split("; ").find((each) => each.startsWith("draft_received="));
    if (receipt) {
      const key = decodeURIComponent(receipt.slice("draft_received=".length)).replace(/^"|"$/g, "");
      forget((each) => each === key);
      document.cookie = "draft_received=;path=/;max-age=0";
    }
    forget((key) => !(JSON.parse(localStorage.getItem(key)).at > Date.now() - A_DAY));
    if (!account) return;
    document.querySelectorAll("form[data-draft]").forEach(restore);
    document.addEventListener("input", (event) => {
      const form = event.target.form;
      if (!form || !form.dataset.draft) return;
      localStorage.setItem(keyOf(form), JSON.stringify({ at: Date.now(), text: textOf(form) }));
    });
    document.addEventListener("submit", (event) => {
      const form = event.target;
      if (form.matches("[data-sign-out]")) forget(() => true);
      if (!form.dataset.draft || form.elements._draft) return;
      const name = document.createElement("input");
      name.type = "hidden";
      name.name = "_draft";
      name.value = keyOf(form);
      form.append(name);
    }, true);
  }

  try {
    keepDrafts();
  } catch (error) {
    console.warn("draft", error); // a browser that keeps nothing: the pages work all the same
  }

  // --- answers that do not arrive ----------------------------------------------------------------

  document.addEventListener("htmx:error", () => say(words.offline, "danger"));
  document.addEventListener("htmx:response:error", (event) => {
    const response = event.detail.ctx && event.detail.ctx.response;
    const status = response ? (response.status || (response.raw && response.raw.status)) : 0;
    if (status === 401) {
      const link = document.createElement("a");
      link.href = location.href;
      link.textContent = words.signin;
      say(words.expired, "warning", link);
    } else if (status !== 422 && status !== 400) {
      say(words.refused + " (" + status + ").", "danger");
    }
  });
})();
