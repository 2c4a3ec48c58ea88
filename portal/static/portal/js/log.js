// Keeps what is typed in a log: at once in this browser, soon after on the server (L9).
// A draft leaves the browser when the server has it. The server decides which of two states
// counts: learning_cluster/log_drafts.py.
const SLOT = "okence.log.";
const PAUSE = 1200; // milliseconds without a key until it is sent
const AGAIN = 8000; // until a failed sending is tried again
const PATIENCE = 15000; // for an answer
const DAYS_KEPT = 30;
const STAMP = ["draft_key", "draft_step", "version"];

const start = (form) => {
  const texts = form.dataset;
  const slot = `${SLOT}${texts.user}.${texts.log}`;
  const [state, help, compare] = ["state", "help", "compare"].map((name) => form.querySelector(`[data-log-${name}]`));
  let isPaused = "conflict" in texts;
  let isSending = false;
  let isKept = true;
  let timer;

  const stamp = Object.fromEntries(STAMP.map((name) => [name, form.elements[name]]));
  // `sent` is the step the server is known to have.
  let draft = { key: stamp.draft_key.value, step: 1, sent: 1, version: stamp.version.value, finish: false };

  const say = (text, { signIn = false, both = false } = {}) => {
    if (state.textContent !== text) state.textContent = text;
    help.hidden = !signIn;
    compare.hidden = !both;
  };
  const isUnsent = () => draft.sent !== draft.step || draft.finish;
  const typed = () =>
    [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken" && !STAMP.includes(name));

  const fill = (fields) => {
    for (const field of form.elements) {
      if (!field.name || field.type === "hidden" || field.type === "submit") continue;
      const values = fields.filter(([name]) => name === field.name).map(([, value]) => value);
      if (field.type === "checkbox") field.checked = values.includes(field.value);
      else field.value = values[0] ?? "";
    }
  };
  const writeStamp = () => {
    [stamp.draft_key.value, stamp.draft_step.value, stamp.version.value] = [draft.key, draft.step, draft.version];
  };

  const keep = () => {
    writeStamp();
    try {
      localStorage.setItem(slot, JSON.stringify({ ...draft, fields: typed(), at: Date.now() }));
      isKept = true;
    } catch {
      isKept = false; // no room, or a browser that keeps nothing
    }
  };
  const forget = () => {
    writeStamp();
    try {
      localStorage.removeItem(slot);
    } catch {
      // what was never kept needs no forgetting
    }
  };
  const kept = () => {
    try {
      return JSON.parse(localStorage.getItem(slot));
    } catch {
      return null;
    }
  };

  const wait = (milliseconds) => {
    clearTimeout(timer);
    timer = setTimeout(send, milliseconds);
  };
  const failed = () => {
    say(isKept ? (draft.finish ? texts.waiting : texts.keeping) : texts.unkept);
    wait(AGAIN);
  };
  const ask = (options) =>
    fetch(form.action, {
      headers: { Accept: "application/json" },
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE),
      ...options,
    });
  const isSignIn = (answer) => answer.type === "opaqueredirect";

  // After signing in again, perhaps in another tab, the page's own token is an old one.
  const renewToken = async () => {
    const answer = await ask({});
    if (!answer.ok) return isSignIn(answer);
    const { token } = await answer.json();
    form.elements.csrfmiddlewaretoken.value = token;
    return false;
  };

  const refused = (answer, facts) => {
    const wanted = draft.finish;
    draft.finish = false;
    keep();
    if (["changed_meanwhile", "sent_already"].includes(facts.code)) {
      isPaused = true;
      say(texts.both, { both: true });
    } else if (answer.status === 400 && wanted) {
      showErrors();
    } else {
      say(facts.said);
    }
  };
  // The page that comes back names each field and keeps what was typed.
  const showErrors = () => {
    const finish = form.querySelector("[data-log-finish]");
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: finish.name, value: "1" }));
    HTMLFormElement.prototype.submit.call(form);
  };

  const taken = (facts, step) => {
    draft.sent = step;
    draft.version = facts.version;
    if (facts.address) {
      draft.finish = false;
      forget();
      location.assign(facts.address);
    } else if (isUnsent()) {
      keep();
      wait(0);
    } else {
      forget();
      say(facts.said);
    }
  };

  const post = async (body) => {
    let answer = await ask({ method: "POST", body });
    if (answer.status === 403) {
      if (await renewToken()) return null;
      body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
      answer = await ask({ method: "POST", body });
    }
    return isSignIn(answer) ? null : answer;
  };

  const send = async () => {
    clearTimeout(timer);
    if (isSending || isPaused || !isUnsent()) return;
    isSending = true;
    const { step } = draft;
    try {
      writeStamp();
      const body = new FormData(form);
      if (draft.finish) body.set(form.querySelector("[data-log-finish]").name, "1");
      say(texts.saving);
      const answer = await post(body);
      if (answer === null) say(texts.signedOut, { signIn: true });
      else if (answer.ok) taken(await answer.json(), step);
      else if ([400, 409].includes(answer.status)) refused(answer, await answer.json());
      else if ([403, 404].includes(answer.status)) say(texts.gone);
      else failed();
    } catch {
      failed();
    } finally {
      isSending = false;
      if (draft.step !== step && !isPaused) wait(PAUSE);
    }
  };

  const changed = () => {
    draft.step += 1;
    keep();
    if (isPaused) return;
    if (!isKept) say(texts.unkept);
    wait(PAUSE);
  };

  const begin = () => {
    const found = kept();
    const isKnown = found && found.key === texts.knownKey && Number(texts.knownStep) >= found.step;
    if (isPaused) {
      draft.step = 2; // what is in the form is not on the server
      keep();
    } else if (found && !isKnown && (found.sent !== found.step || found.finish)) {
      const { fields, at, ...rest } = found;
      draft = rest;
      fill(fields);
      writeStamp();
      say(texts.restored);
      wait(PAUSE);
    } else {
      forget();
    }
  };

  form.addEventListener("input", changed);
  form.addEventListener("submit", (event) => {
    const name = event.submitter?.name;
    if (name === "compare") return; // the server shows both texts
    event.preventDefault();
    isPaused = false;
    draft.finish = event.submitter?.matches("[data-log-finish]") ?? false;
    draft.step += 1;
    keep();
    send();
  });
  window.addEventListener("online", () => wait(0));
  document.addEventListener("visibilitychange", () => wait(0));
  window.addEventListener("beforeunload", (event) => {
    if (isUnsent() && !isKept) event.preventDefault();
  });
  // The same log in another tab: what is typed there is shown here, unless something is typed here.
  window.addEventListener("storage", (event) => {
    if (event.key !== slot || !event.newValue || isUnsent() || isPaused) return;
    const { fields, at, ...rest } = JSON.parse(event.newValue);
    draft = { ...rest, sent: rest.step, finish: false };
    fill(fields);
    writeStamp();
  });
  begin();
};

const forgetOld = () => {
  try {
    for (const slot of Object.keys(localStorage).filter((name) => name.startsWith(SLOT))) {
      const { at } = JSON.parse(localStorage.getItem(slot));
      if (!(Date.now() - at < DAYS_KEPT * 24 * 3600 * 1000)) localStorage.removeItem(slot);
    }
  } catch {
    // a browser that keeps nothing has nothing old
  }
};

// Signing out leaves nothing to whoever has the phone next; what would be lost is said before.
const forgetOnSignOut = (form) => {
  const own = () => Object.keys(localStorage).filter((name) => name.startsWith(`${SLOT}${form.dataset.signOut}.`));
  try {
    form.querySelector("[data-sign-out-unsent]").hidden = own().length === 0;
    form.addEventListener("submit", () => own().forEach((slot) => localStorage.removeItem(slot)));
  } catch {
    // a browser that keeps nothing has nothing to forget
  }
};

forgetOld();
document.querySelectorAll("form[data-sign-out]").forEach(forgetOnSignOut);
document.querySelectorAll("form[data-log]").forEach(start);
