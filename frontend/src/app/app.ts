import htmx from "htmx.org";
import { watchSignOut } from "../field/signout.ts";
import "./address-search.ts";
import { watchConfirmations } from "./confirm.ts";
import { watchDrafts } from "./drafts.ts";
import { watchFolds } from "./folds.ts";
import { watchFresh } from "./fresh.ts";
import { watchForms } from "./guard.ts";
import { watchDevices } from "./devices.ts";
import { watchMenus } from "./menus.ts";
import { watchNotices } from "./notices.ts";
import { watchScrollers } from "./scroll.ts";
import { watchSending } from "./sending.ts";
import { watchTimes } from "./times.ts";

// The page's Content Security Policy allows neither inline styles nor eval.
Object.assign(htmx.config, {
  includeIndicatorStyles: false,
  allowEval: false,
  allowScriptTags: false,
  selfRequestsOnly: true,
  historyCacheSize: 0,
});

document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content;
  if (token) (event as CustomEvent).detail.headers["X-CSRFToken"] = token;
});

// A refused form comes back as 422 with its errors: show it instead of ignoring it.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { detail } = event as CustomEvent;
  if (detail.xhr.status === 422) {
    detail.shouldSwap = true;
    detail.isError = false;
  }
});

watchSignOut();
watchConfirmations();
watchSending();
watchForms();
void watchDrafts().catch((error: unknown) => console.error(error));
watchMenus();
watchScrollers();
watchFolds();
watchTimes();
watchNotices();
watchFresh();
void watchDevices().catch((error: unknown) => console.error(error));
document.querySelector<HTMLElement>("[data-focus]")?.focus();
