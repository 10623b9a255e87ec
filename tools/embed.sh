#!/bin/sh
# Writes an assembler file that holds the named files as they are: a table of (name, data, size), ended by a null name (daemon/base/embed.h).
set -eu
echo '.section .rodata'
i=0
for f in "$@"; do
	printf 'n%d: .asciz "%s"\n.balign 8\nd%d: .incbin "%s"\ne%d: .byte 0\n' $i "$f" $i "$f" $i
	i=$((i + 1))
done
printf '.section .data.rel.ro,"aw"\n.balign 8\n.globl embedded_files\nembedded_files:\n'
j=0
while [ $j -lt $i ]; do
	printf '.quad n%d, d%d, e%d - d%d\n' $j $j $j $j
	j=$((j + 1))
done
printf '.quad 0, 0, 0\n.section .note.GNU-stack,"",@progbits\n'
