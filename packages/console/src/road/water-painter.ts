import { colourOf } from '../app/theme.js';
import type { Flow } from '../contract/contract.js';
import type { Box } from './channel.js';
import { Dots } from './dots.js';
import { drawChannels, drawDots, type Palette } from './draw-water.js';

function readPalette(): Palette {
  return {
    channel: colourOf('--channel'),
    retry: colourOf('--warn'),
    discard: colourOf('--bad'),
    kinds: {
      insert: colourOf('--insert'),
      modify: colourOf('--modify'),
      remove: colourOf('--remove'),
      expire: colourOf('--expire'),
    },
  };
}

const anchorsOf = (canvas: HTMLCanvasElement) => [
  ...(canvas.closest('.road')?.querySelectorAll<HTMLElement>('[data-anchor]') ?? []),
];

function readBoxes(canvas: HTMLCanvasElement): ReadonlyMap<string, Box> {
  const origin = canvas.getBoundingClientRect();
  return new Map(
    anchorsOf(canvas).map((element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      const box = { left: left - origin.left, top: top - origin.top, width, height };
      return [element.dataset['anchor'] ?? '', box];
    }),
  );
}

/** Milliseconds between two drawings: enough for water, and half the work of a screen's own rate. */
const CALM_FRAME_MS = 33;
/** When dots stand for many records nobody follows one. */
const BUSY_FRAME_MS = 66;

/** Draws the channels between the boxes of the road, and the records on them while any moves. */
export class WaterPainter {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #dots = new Dots();
  readonly #still = matchMedia('(prefers-reduced-motion: reduce)');
  readonly #sizes = new ResizeObserver(() => this.#measure());
  readonly #moves = new ResizeObserver(() => {
    this.#boxes = readBoxes(this.#canvas);
    this.#ask();
  });
  #shardIds: readonly string[] = [];
  #boxes: ReadonlyMap<string, Box> = new Map();
  #palette = readPalette();
  /** Set while a drawing is on its way. */
  #timer: ReturnType<typeof setTimeout> | undefined;
  #request = 0;
  #drawnAt = 0;
  #frameMs = CALM_FRAME_MS;

  constructor(canvas: HTMLCanvasElement, context: CanvasRenderingContext2D) {
    this.#canvas = canvas;
    this.#context = context;
    this.#sizes.observe(canvas);
  }

  /** @returns how many records one dot stands for at most; 0 where the system asks for less motion */
  flow(flow: readonly Flow[]): number {
    if (this.#still.matches) return 0;
    if (document.hidden) return 1;
    this.#boxes = readBoxes(this.#canvas);
    const scale = this.#dots.add(flow, performance.now());
    this.#frameMs = scale > 1 ? BUSY_FRAME_MS : CALM_FRAME_MS;
    this.#ask();
    return scale;
  }

  showShards(shardIds: readonly string[]): void {
    this.#shardIds = shardIds;
    this.#moves.disconnect();
    for (const element of anchorsOf(this.#canvas)) this.#moves.observe(element);
    this.#measure();
  }

  repaint(): void {
    this.#palette = readPalette();
    this.#ask();
  }

  close(): void {
    clearTimeout(this.#timer);
    cancelAnimationFrame(this.#request);
    this.#sizes.disconnect();
    this.#moves.disconnect();
  }

  #measure(): void {
    const { clientWidth, clientHeight } = this.#canvas;
    this.#canvas.width = clientWidth * devicePixelRatio;
    this.#canvas.height = clientHeight * devicePixelRatio;
    this.#context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    this.#boxes = readBoxes(this.#canvas);
    this.#ask();
  }

  /** Draws with the next of the screen's frames that is wanted; the others cost nothing. */
  #ask(): void {
    if (this.#timer !== undefined) return;
    const wait = Math.max(0, this.#drawnAt + this.#frameMs - performance.now());
    this.#timer = setTimeout(() => {
      this.#request = requestAnimationFrame((now) => {
        this.#timer = undefined;
        this.#drawnAt = now;
        this.#draw(now);
      });
    }, wait);
  }

  #draw(now: number): void {
    const scene = {
      context: this.#context,
      boxes: this.#boxes,
      palette: this.#palette,
      shardIds: this.#shardIds,
    };
    this.#context.clearRect(0, 0, this.#canvas.clientWidth, this.#canvas.clientHeight);
    drawChannels(scene);
    const alive = this.#dots.alive(now);
    drawDots(scene, alive, now);
    if (alive.length > 0) this.#ask();
  }
}
