// One request and its answer, or a refusal in words for a person. What is asked is not known here.

import { BROKEN_OFF, GONE, SLOW, sentenceOf } from "./troubles.js";

const NO_CONTENT = 204;
// The server gives a request up sooner than this, in milliseconds.
const PATIENCE = 30_000;

/** @type {import("./troubles.js").Limits} known once the model is */
export const limits = { bytes: Infinity, pixels: Infinity };

/** A refusal; its message is a sentence for the person. */
export class Refusal extends Error {
  /**
   * @param {string} sentence
   * @param {number} [status] none where the server said nothing
   */
  constructor(sentence, status = 0) {
    super(sentence);
    this.status = status;
  }
}

/**
 * @typedef {object} Request
 * @property {string} [method]
 * @property {string} [type] of the body
 * @property {XMLHttpRequestBodyInit} [body]
 * @property {AbortSignal} [signal] gives the question up
 * @property {import("./troubles.js").Subject} [subject]
 */

/**
 * Not fetch: Chromium hands a fetched body over in several tasks, and after a pen's lifting puts each off
 * until a frame is painted: the bars came a frame later (docs/decisions/0015-bars-before-reasons.md).
 * @template T
 * @param {string} path
 * @param {Request} [how]
 * @returns {Promise<T>} the answer's JSON; null where there is none
 */
export function ask(path, { method = "GET", type, body, signal, subject = "strokes" } = {}) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, path);
    request.responseType = "json";
    request.timeout = PATIENCE;
    if (type)
      request.setRequestHeader("Content-Type", type);
    request.addEventListener("load", () => {
      const { status, response } = request;
      if (status < 200 || status > 299)
        reject(new Refusal(sentenceOf(status, subject, limits), status));
      else if (response === null && status !== NO_CONTENT)
        reject(new Refusal(BROKEN_OFF));
      else
        resolve(response);
    });
    request.addEventListener("error", () => reject(new Refusal(GONE)));
    request.addEventListener("timeout", () => reject(new Refusal(SLOW)));
    request.addEventListener("abort", () => reject(new Refusal("The question was given up.")));
    signal?.addEventListener("abort", () => request.abort(), { once: true });
    request.send(body);
  });
}
