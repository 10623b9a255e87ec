/* The first two frames between the clerk (child.c) and a new child (child_inside.c). */
#ifndef DAEMON_CHILD_INSIDE_H
#define DAEMON_CHILD_INSIDE_H

enum frame_at_start {
	FRAME_RIGHTS = 254, /* port read_file write_folder */
	FRAME_READY = 255,
};

#endif
