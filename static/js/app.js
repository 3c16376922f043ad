// Small improvements. Every page works without them.
import { watchConfirm } from "./confirm.js";
import { keepDrafts } from "./draft.js";
import { showErrors } from "./errors.js";
import { leaveAtOnce } from "./leave.js";
import { closeMenus } from "./menus.js";
import { watchNetwork } from "./network.js";
import { offerPrint } from "./print.js";
import { shrinkPhotos } from "./shrink.js";
import { sendOnce } from "./submit.js";

// The script tag carries the few sentences that scripts may show, in the reader's language.
const texts = document.currentScript.dataset;

showErrors();
keepDrafts(texts);
watchConfirm(texts); // before sendOnce: a submit that waits for an answer is not sent yet
sendOnce();
shrinkPhotos();
offerPrint();
closeMenus();
leaveAtOnce();
watchNetwork(texts);
