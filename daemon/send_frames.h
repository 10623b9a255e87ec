/* What the clerk and the sender child say to each other (frame.h). The clerk asks one thing at a time,
 * but for letters that follow another one: SEND may come before the RESULT of those before it. They are answered in their order, each before the next is begun.
 *
 *   clerk                                              child
 *   SEND  scheme host port path user password          BEGUN   (SMTP only: the letter's first byte is about to go out)
 *         security ca_file auth, the provider's texts,      RESULT  outcome server why text
 *         each as count text...: login_trouble
 *         content_refused temporary;
 *         from to name when follows letter
 *   PROBE as SEND, up to temporary                    FACTS   outcome server text, lines certificate_end server_time
 *   CLOSE                                              CLOSED  (QUIT was said)
 *
 * What follows a letter that met trouble of the server has no try: RESULT says later, for the server's sake.
 * A child that is gone before BEGUN has sent nothing; after it nobody can know. A Maildir needs no BEGUN: the name makes a second
 * delivery the same file. */
#ifndef DAEMON_SEND_FRAMES_H
#define DAEMON_SEND_FRAMES_H

enum send_frame { SEND_FRAME_SEND = 1, SEND_FRAME_CLOSE, SEND_FRAME_BEGUN, SEND_FRAME_RESULT, SEND_FRAME_CLOSED,
	SEND_FRAME_PROBE, SEND_FRAME_FACTS };

#endif
