#include "surname.h"

#include <string.h>

static const char singles[] =
	"王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金"
	"石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁"
	"岳翟申欧詹柯阮蓝殷耿关兰焦俞左甘祝包宁尚符舒阎柏喻管骆凌季娄霍童涂项司裴翁屈植谌麦劳招";
static const char *const doubles[] = {"欧阳", "司徒", "上官", "诸葛", "司马", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "夏侯"};

bool surname_begins(const char *p, const char *end)
{
	enum { HAN = 3 /* bytes */ };
	for (size_t i = 0; i < sizeof doubles / sizeof *doubles; i++)
		if (end - p > 2 * HAN && memcmp(p, doubles[i], 2 * HAN) == 0)
			return true;
	for (size_t i = 0; i + HAN < sizeof singles && end - p >= HAN; i += HAN)
		if (memcmp(singles + i, p, HAN) == 0)
			return true;
	return false;
}
