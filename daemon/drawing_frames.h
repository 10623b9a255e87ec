/* Between the clerk (drawing.c) and the drawer child (drawer.c).
 *
 * Request frames                   answer frames
 *   DRAW_CHART chart_put's values    of the same kind: text what the machine lacks, or NULL; bytes of the picture
 *   DRAW_PRINT print_put's values    or DRAW_FAILED: text why not */
#ifndef DAEMON_DRAWING_FRAMES_H
#define DAEMON_DRAWING_FRAMES_H

enum { DRAW_CHART = 1, DRAW_PRINT = 2, DRAW_FAILED = 3 };

#endif
