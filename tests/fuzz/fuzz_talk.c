/* A mail server's replies, line by line, between the commands of one letter: whatever it says, there is an outcome, what is shown is one line
 * without our password, and nothing but a 2yz to the final dot is "sent". */
#include "rooms.h"
#include "talk.h"

#define PASSWORD "hush-hush-hush"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const commands[] = {"EHLO x\r\n", "STARTTLS\r\n", "AUTH PLAIN\r\n", "MAIL FROM:<a@b>\r\n", "RCPT TO:<c@d>\r\n", "DATA\r\n", "QUIT\r\n"};
	static const struct provider nobody = {.name = "generic"};
	struct server s = {.name = "submission", .scheme = "smtp", .host = "localhost", .port = 25, .user = "clerk@corp.test", .provider = &nobody};
	struct talk t = {0};
	struct send_result r;
	const char *at = (const char *)data, *end = at + size;
	while (at < end) {
		size_t n = (size_t)(end - at);
		const char *line_end = memchr(at, '\n', n);
		n = line_end ? (size_t)(line_end - at) + 1 : n;
		uint8_t first = (uint8_t)*at;
		if (first < sizeof commands / sizeof *commands)
			talk_said(&t, commands[first], strlen(commands[first]));
		else if (first == 0x10 || first == 0x11)
			talk_enter(&t, first == 0x10 ? STAGE_BODY : STAGE_DOT);
		else if (talk_heard(&t, at, n) < 0)
			break;
		at += n;
	}
	bool dot = t.stage == STAGE_DOT;
	talk_judge(&t, &s, PASSWORD, "no answer", "wait", &r);
	must(r.outcome == SEND_SENT || r.outcome == SEND_LATER || r.outcome == SEND_NEVER || r.outcome == SEND_UNSURE);
	must(dot || (r.outcome != SEND_SENT && r.outcome != SEND_UNSURE));
	must(memchr(r.text, '\0', sizeof r.text));
	one_line(r.text);
	must(!strstr(r.text, PASSWORD));
	talk_release(&t);
	return 0;
}
