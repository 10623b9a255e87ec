#include "base/squeeze.h"

#include <zstd.h>

#include "base/bug.h"

/* Attachments are compressed already: the fastest level takes off what base64 adds, and more finds nothing more. */
enum { LEVEL = 1 };

void squeeze(struct bytes in, struct buf *out)
{
	static ZSTD_CCtx *context; /* some hundred KB: made once */
	size_t room = ZSTD_compressBound(in.size);
	if (!context) {
		context = ZSTD_createCCtx();
		must(context);
		ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, LEVEL);
		ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1); /* what was damaged would often come out as something else, and be believed */
	}
	size_t n = ZSTD_compress2(context, buf_space(out, room), room, in.data, in.size);
	must(!ZSTD_isError(n));
	out->size += n;
}

size_t squeezed_from(struct bytes in)
{
	unsigned long long size = in.size ? ZSTD_getFrameContentSize(in.data, in.size) : ZSTD_CONTENTSIZE_ERROR;
	return size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > SIZE_MAX ? 0 : (size_t)size;
}

int unsqueeze(struct bytes in, size_t size, struct arena *a, struct bytes *out_r)
{
	/* The frame's own word on its size comes first: a damaged `size` must not have memory taken for it. */
	if (ZSTD_getFrameContentSize(in.data, in.size) != size)
		return -1;
	static ZSTD_DCtx *context; /* as above */
	if (!context)
		context = ZSTD_createDCtx();
	must(context);
	uint8_t *out = arena_alloc(a, size + 1);
	size_t n = ZSTD_decompressDCtx(context, out, size, in.data, in.size);
	*out_r = (struct bytes){out, n};
	return ZSTD_isError(n) || n != size ? -1 : 0;
}
