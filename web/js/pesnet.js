// Everything here is enhancement: each page works without it.
import { createAll } from "govuk-frontend/dist/govuk/init.mjs";
import { Button } from "govuk-frontend/dist/govuk/components/button/button.mjs";
import { Checkboxes } from "govuk-frontend/dist/govuk/components/checkboxes/checkboxes.mjs";
import { ErrorSummary } from "govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs";
import { NotificationBanner } from "govuk-frontend/dist/govuk/components/notification-banner/notification-banner.mjs";
import { Radios } from "govuk-frontend/dist/govuk/components/radios/radios.mjs";
import { SkipLink } from "govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs";
import "htmx.org/dist/htmx.esm.js";
import { closeOthers } from "./fold.js";
import { keepForms } from "./keep.js";
import { passkeys } from "./passkey.js";
import { focusSearch } from "./search.js";

const parts = [Button, Checkboxes, ErrorSummary, NotificationBanner, Radios, SkipLink];

document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const part of parts) createAll(part);
closeOthers(document);
focusSearch(document);
keepForms(document);
passkeys(document);
