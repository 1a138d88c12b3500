// The live camera: its picture over the sheet, with a frame to hold a digit in. What is in the frame is
// shown to be read a few times a second, and one picture is kept if a person says so. It reads nothing
// itself.

import { decode, toBlob } from "./decode.js";
import { byId, make } from "./dom.js";

/** @typedef {import("./decode.js").Picture} Picture */

// Milliseconds between two looks: a hand that shows a digit is not faster.
const INTERVAL = 250;

// The frame's share of the sheet's side: camera.css draws it.
const FRAME = 0.7;

// Pixels of a side. To look at, as many as the server prepares; to keep, as many as are shown.
const GLANCE = 320;
const WHOLE = 1280;

/** @type {Record<string, string>} */
const TROUBLES = {
  NotAllowedError:
    "The browser does not allow this page the camera. Allow it beside the address, then try again.",
  NotFoundError: "No camera was found. Connect one, or open a picture.",
  NotReadableError: "Another program uses the camera. Close that, then try again.",
};

/**
 * @param {object} parts
 * @param {(picture: Picture) => void} parts.glance shows what is in the frame now
 * @param {(picture: Picture | null) => void} parts.close the camera is off; and a picture is to be kept
 * @param {(sentence: string) => void} parts.say
 */
export function wireCamera({ glance, close, say }) {
  const button = byId("camera", HTMLButtonElement);
  // Without https only this machine's own address has one.
  button.hidden = !navigator.mediaDevices?.getUserMedia;
  const video = make("video", { playsInline: true, muted: true });
  const take = make("button", { type: "button", className: "primary" }, "Keep this picture");
  const cancel = make("button", { type: "button" }, "Close");
  const view = make("div", { className: "camera", hidden: true, role: "group", ariaLabel: "Camera" },
    video,
    make("div", { className: "camera-frame" }),
    make("div", { className: "camera-buttons" }, take, cancel));
  byId("sheet", HTMLElement).append(view);

  /** @type {MediaStream | null} */
  let stream = null;
  let timer = 0;
  // While a person is asked for the permission.
  let isStarting = false;

  /** @param {Picture | null} picture */
  const stop = (picture) => {
    clearTimeout(timer);
    if (!stream)
      return;
    for (const track of stream.getTracks())
      track.stop();
    stream = null;
    video.srcObject = null;
    // A button that goes hands the keyboard back.
    if (view.contains(document.activeElement))
      button.focus();
    view.hidden = true;
    close(picture);
  };

  const look = async () => {
    const from = stream;
    const picture = await grab(video, GLANCE);
    if (stream === null || stream !== from)
      return;
    if (picture)
      glance(picture);
    timer = setTimeout(() => void look(), INTERVAL);
  };

  const start = async () => {
    if (isStarting || stream)
      return;
    say("");
    isStarting = true;
    try {
      const wanted = { facingMode: "environment", width: { ideal: WHOLE } };
      stream = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false });
    } catch (problem) {
      const name = problem instanceof DOMException ? problem.name : "";
      say(TROUBLES[name] ?? "The camera could not be started. Open a picture instead.");
      return;
    } finally {
      isStarting = false;
    }
    stream.getTracks()[0]?.addEventListener("ended", () => {
      stop(null);
      say("The camera was switched off.");
    });
    view.hidden = false;
    video.srcObject = stream;
    take.focus();
    // Closed at once, it does not play.
    video.play().then(look, () => {});
  };

  button.addEventListener("click", () => void start());
  cancel.addEventListener("click", () => stop(null));
  take.addEventListener("click", async () => {
    const picture = await grab(video, WHOLE);
    if (picture)
      stop(picture);
  });
  view.addEventListener("keydown", (event) => {
    // No key of the page reaches the drawing behind it.
    event.stopPropagation();
    if (event.key === "Escape")
      stop(null);
  });
  // A camera that nobody sees is off.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden")
      stop(null);
  });
  return { stop: () => stop(null) };
}

/**
 * What is in the frame: the middle of the middle square.
 * @param {HTMLVideoElement} video
 * @param {number} most pixels of a side
 * @returns {Promise<Picture | null>} null while the camera shows nothing yet
 */
async function grab(video, most) {
  if (video.readyState < video.HAVE_CURRENT_DATA)
    return null;
  const side = FRAME * Math.min(video.videoWidth, video.videoHeight);
  const pixels = Math.round(Math.min(side, most));
  const canvas = make("canvas", { width: pixels, height: pixels });
  canvas.getContext("2d")?.drawImage(
    video, (video.videoWidth - side) / 2, (video.videoHeight - side) / 2, side, side, 0, 0, pixels, pixels);
  return decode(new File([await toBlob(canvas, "image/jpeg")], "camera.jpg", { type: "image/jpeg" }));
}
