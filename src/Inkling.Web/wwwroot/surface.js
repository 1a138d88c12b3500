// A canvas that stays crisp: as many pixels as the screen shows of it, painted at most once a frame. What is
// painted is not known here.

// How long a surface that nobody sees may lag behind, in milliseconds.
const UNSEEN = 250;

export class Surface {
  /** In CSS pixels. */
  width = 0;
  height = 0;
  #scheduled = false;
  #visible = true;
  #context;
  #paint;
  #canvas;

  /**
   * @param {HTMLCanvasElement} canvas its size in CSS must not depend on its content
   * @param {(context: CanvasRenderingContext2D) => void} paint in CSS pixels, on a cleared canvas
   */
  constructor(canvas, paint) {
    const context = canvas.getContext("2d");
    if (!context)
      throw new Error("This browser has no 2D canvas.");
    this.#canvas = canvas;
    this.#context = context;
    this.#paint = paint;
    new ResizeObserver(() => this.#resize()).observe(canvas);
    new IntersectionObserver((entries) => {
      this.#visible = entries.at(-1)?.isIntersecting ?? true;
      if (this.#visible)
        this.invalidate();
    }, { rootMargin: "50%" }).observe(canvas);
    // The zoom, or a window moved to another screen, changes the ratio and perhaps not the size.
    this.#watchRatio();
  }

  /** Paints in the next frame; far from what is seen, a little later and more rarely. */
  invalidate() {
    if (this.#visible)
      requestAnimationFrame(() => this.#paintOnce());
    else if (!this.#scheduled)
      setTimeout(() => this.#paintOnce(), UNSEEN);
    this.#scheduled = true;
  }

  #paintOnce() {
    if (this.#scheduled)
      this.paint();
  }

  paint() {
    this.#scheduled = false;
    if (this.width === 0)
      return;
    const ratio = this.#canvas.width / this.width;
    this.#context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.#context.clearRect(0, 0, this.width, this.height);
    this.#paint(this.#context);
  }

  #resize() {
    this.width = this.#canvas.clientWidth;
    this.height = this.#canvas.clientHeight;
    const columns = Math.round(this.width * devicePixelRatio);
    const rows = Math.round(this.height * devicePixelRatio);
    if (this.#canvas.width !== columns || this.#canvas.height !== rows) {
      this.#canvas.width = columns;
      this.#canvas.height = rows;
    }
    this.paint();
  }

  #watchRatio() {
    matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener("change", () => {
      this.#resize();
      this.#watchRatio();
    }, { once: true });
  }
}
