// "Open on a phone": an address that opens this page on one more device, and its QR code. It is there only
// where the server listens on the local network.

import * as api from "./api.js";
import { byId, make } from "./dom.js";
import { wordsOf } from "./troubles.js";

const PARAMETER = "invitation";

/** An invitation is used when the page is open: in the address it would only be in the way. */
export function forgetInvitation() {
  const address = new URL(location.href);
  if (!address.searchParams.has(PARAMETER))
    return;
  address.searchParams.delete(PARAMETER);
  history.replaceState(null, "", address);
}

/** @param {(sentence: string) => void} say */
export function showPhoneButton(say) {
  const button = byId("phone", HTMLButtonElement);
  const picture = make("img", { alt: "QR code of the address below", width: 296, height: 296 });
  const address = make("code");
  const note = make("p");
  const close = make("button", { type: "button" }, "Close");
  const dialog = make("dialog", { className: "phone", ariaLabel: "Open on a phone" },
    make("h2", {}, "Open on a phone"),
    make("p", {}, "Scan this with a phone in the same network:"),
    picture, make("p", {}, address), note, close);
  document.body.append(dialog);
  close.addEventListener("click", () => dialog.close());
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      const invitation = await api.invite();
      picture.src = invitation.picture;
      address.textContent = invitation.address;
      note.textContent = `It opens one browser, within ${invitation.minutes} minutes. `
        + "What you draw there is read here, and corrections are kept here.";
      dialog.showModal();
    } catch (problem) {
      say(wordsOf(problem));
    }
  });
}
