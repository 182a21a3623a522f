/** Sizes of a group's panel, in its own em. */
const PANEL_EM = { width: 27, head: 8, line: 1.75 };

/** Between panels, in em. */
const GAP_EM = 1.5;

/** So many lines of type, at the least, are on a screen that is to be read from across a room. */
const LINES_ON_SCREEN = 50;
const COLUMNS_ON_SCREEN = 68;

/** In pixels. */
const LEAST_TYPE = 13;
const MOST_TYPE = 64;

/** Narrower rooms are phones: one column, which is scrolled. */
const PHONE_WIDTH = 640;
const PHONE_TYPE = 15;
const PHONE_PANELS = 8;

/** With so many on a side panels are no larger than is needed. */
const MOST_ACROSS = 8;

export interface Room {
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

/** How groups are put on a board. */
export interface BoardLayout {
  readonly columns: number;
  readonly rows: number;
  /** The size of type, in pixels. */
  readonly em: number;
  /** Whether the board is as high as it needs to be, and is scrolled. */
  readonly isScrolled: boolean;
}

/**
 * As large as all groups fit, `lines` destinations each. When that is too small to be read from afar: as many as fit in
 * type that can be, and the others on further pages.
 */
export function layoutBoard(room: Room, groups: number, lines: number): BoardLayout {
  if (room.width < PHONE_WIDTH) {
    return {
      columns: 1,
      rows: Math.max(1, Math.min(groups, PHONE_PANELS)),
      em: PHONE_TYPE,
      isScrolled: true,
    };
  }
  const least = legible(room);
  const typed = grids().map((grid) => ({ ...grid, em: typeFor(room, grid, lines) }));
  const whole = bestOf(typed.filter(({ columns, rows }) => columns * rows >= groups), ({ em }) => em);
  if (whole && whole.em >= least) {
    return { ...whole, em: Math.min(whole.em, MOST_TYPE), isScrolled: false };
  }
  const legibles = typed.filter(({ em }) => em >= least);
  const fullest = bestOf(legibles, ({ columns, rows }) => columns * rows) ?? typed[0];
  return { ...fullest, em: Math.min(least, fullest.em), isScrolled: false };
}

/** The first of those with the most of it; undefined when there are none. */
function bestOf<Each>(all: readonly Each[], of: (each: Each) => number): Each | undefined {
  const most = Math.max(...all.map(of));
  return all.find((each) => of(each) === most);
}

interface Grid {
  readonly columns: number;
  readonly rows: number;
}

function grids(): Grid[] {
  const across = Array.from({ length: MOST_ACROSS }, (_, index) => index + 1);
  return across.flatMap((columns) => across.map((rows) => ({ columns, rows })));
}

function typeFor({ width, height }: Room, { columns, rows }: Grid, lines: number): number {
  const across = columns * PANEL_EM.width + (columns - 1) * GAP_EM;
  const down = rows * (PANEL_EM.head + lines * PANEL_EM.line) + (rows - 1) * GAP_EM;
  return Math.min(width / across, height / down);
}

function legible({ width, height }: Room): number {
  return Math.max(LEAST_TYPE, Math.min(height / LINES_ON_SCREEN, width / COLUMNS_ON_SCREEN));
}
