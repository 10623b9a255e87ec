/* Any text and any HTML as a body: the cut lies at a line's start, own words and quotation are all there is, and it costs no more than its length. */
#include "quote.h"
#include "rooms.h"
#include "unhtml.h"

static void good_unhtml(const struct unhtml *u, const char *html)
{
	size_t text = strlen(u->text), all = strlen(html);
	must(text_is_utf8(u->text, text));
	for (size_t i = 0; i < u->lines_count; i++) {
		must(u->lines[i].text_at <= text && u->lines[i].html_at <= all);
		must(i == 0 || (u->lines[i].text_at >= u->lines[i - 1].text_at && u->lines[i].html_at >= u->lines[i - 1].html_at));
	}
	must((u->quote_text_at == SIZE_MAX) == (u->quote_html_at == SIZE_MAX));
	must(u->quote_html_at == SIZE_MAX || (u->quote_html_at <= all && u->quote_text_at <= text));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct bytes rest = {data, size};
	const char *text = piece(a, &rest), *html = piece(a, &rest), *below;
	size_t cut = quote_start(text);
	must(cut <= strlen(text) && (cut == 0 || cut == strlen(text) || text[cut - 1] == '\n'));
	const char *own = quote_own_words(a, text, &below);
	must(text_is_utf8(own, strlen(own)) && below >= text && below <= text + strlen(text) && strlen(own) + strlen(below) <= strlen(text));
	for (int i = 0; i < 2; i++) {
		const char *h = i ? text : html;
		struct unhtml u = {0};
		unhtml(a, h, &u);
		good_unhtml(&u, h);
		struct quote_split q = quote_split_html(a, h);
		must(q.own_html && q.rest_html && q.own_text && q.rest_text);
		must(text_is_utf8(q.own_text, strlen(q.own_text)) && text_is_utf8(q.rest_text, strlen(q.rest_text)));
		must(strlen(q.own_html) + strlen(q.rest_html) <= strlen(h));
	}
	must(arena_used(a) < 400 * (size + 1000));
	arena_free(a);
	return 0;
}
