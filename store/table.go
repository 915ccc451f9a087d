package store

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"maps"
	"os"
	"slices"
	"sort"
	"strings"
)

// A table says where in a log the newest line of each key stands, so that
// neither the start nor the memory of kabar grows with the log. It is derived,
// and may be deleted:
//
//	kabar-table 1 <bytes of the log covered> <CRC-32C of the end of those> <keys> <CRC-32C of the rest>
//
// then 16 bytes for each key, in their order: the key and the offset of the
// line, both big-endian.

const (
	mostLines   = 32 << 10 // lines of a log that are held in memory
	tableRecord = 16       // bytes of a key
	tableGap    = 256      // keys that are read at once to find one
)

// tableOf is the name of the table of a log.
func tableOf(log string) string { return strings.TrimSuffix(log, ".log") + ".table" }

// lineTable is an open table.
type lineTable struct {
	*os.File
	covers int64 // bytes of the log
	head   int64 // bytes before the first key
	count  int
	fence  []uint64 // every tableGap-th key
}

// openTable opens a table, if it is whole and about the log as it is; nil
// if not.
func openTable(name string, log *logFile) *lineTable {
	f, err := os.Open(name)
	if err != nil {
		return nil
	}
	k := &lineTable{File: f}
	if err := k.read(log); err != nil {
		f.Close()
		return nil
	}
	return k
}

func (k *lineTable) read(log *logFile) error {
	r := bufio.NewReaderSize(k, 64<<10)
	line, err := r.ReadString('\n')
	if err != nil {
		return err
	}
	var tail, sum uint32
	_, err = fmt.Sscanf(line, "kabar-table 1 %d %x %d %x\n", &k.covers, &tail, &k.count, &sum)
	if err != nil || k.covers < 0 || k.covers > log.size || k.count < 0 {
		return fmt.Errorf("not the keys of this log")
	}
	k.head = int64(len(line))
	if got, err := log.tail(k.covers); err != nil || got != tail {
		return fmt.Errorf("the log is another one")
	}
	return k.readFence(r, sum)
}

// readFence reads all keys once, to see that they are whole.
func (k *lineTable) readFence(r io.Reader, want uint32) error {
	sum := uint32(0)
	part := make([]byte, tableGap*tableRecord)
	for left := k.count; left > 0; left -= tableGap {
		p := part[:min(left, tableGap)*tableRecord]
		if _, err := io.ReadFull(r, p); err != nil {
			return err
		}
		sum = crc32.Update(sum, castagnoli(), p)
		k.fence = append(k.fence, binary.BigEndian.Uint64(p))
	}
	if sum != want {
		return fmt.Errorf("the sum does not fit")
	}
	return nil
}

// find returns where the newest line of a key is.
func (k *lineTable) find(key uint64) (off int64, ok bool, err error) {
	at := sort.Search(len(k.fence), func(i int) bool { return k.fence[i] > key }) - 1
	if at < 0 {
		return 0, false, nil
	}
	var part [tableGap * tableRecord]byte
	p := part[:min(k.count-at*tableGap, tableGap)*tableRecord]
	if _, err := k.ReadAt(p, k.head+int64(at)*tableGap*tableRecord); err != nil {
		return 0, false, err
	}
	n := len(p) / tableRecord
	i := sort.Search(n, func(i int) bool { return binary.BigEndian.Uint64(p[i*tableRecord:]) >= key })
	if i == n || binary.BigEndian.Uint64(p[i*tableRecord:]) != key {
		return 0, false, nil
	}
	return int64(binary.BigEndian.Uint64(p[i*tableRecord+8:])), true, nil
}

// tail is the checksum of the bytes of a log before an offset.
func (l *logFile) tail(at int64) (uint32, error) {
	p := make([]byte, min(at, tailSize))
	if len(p) == 0 {
		return 0, nil
	}
	_, err := l.ReadAt(p, at-int64(len(p)))
	return checksum(p), err
}

// writeTable puts what a ledger knows into its table, but what is too old,
// and out of memory.
func (s *Store) writeTable(name string, l *ledger) {
	log, err := openLog(s.d.abs(name))
	if err != nil {
		return
	}
	defer log.close()
	s.known.Lock()
	data, err := l.encodeTable(log)
	s.known.Unlock()
	if err != nil || s.d.write(tableOf(name), data, 0o640) != nil {
		return
	}
	if table := openTable(s.d.abs(tableOf(name)), log); table != nil {
		s.known.Lock()
		defer s.known.Unlock()
		l.close()
		l.table, l.at = table, map[uint64]int64{}
	}
}

// encodeTable is the table of what a ledger knows, but what is too old.
func (l *ledger) encodeTable(log *logFile) ([]byte, error) {
	start, err := log.start()
	if err != nil {
		return nil, err
	}
	records, err := l.records(start)
	if err != nil {
		return nil, err
	}
	tail, err := log.tail(l.size)
	head := fmt.Sprintf("kabar-table 1 %d %08x %d %08x\n", l.size, tail, len(records)/tableRecord,
		checksum(records))
	return append([]byte(head), records...), err
}

// records merges the keys of the file with those in memory, the newer ones.
func (l *ledger) records(start int64) ([]byte, error) {
	var old []byte
	if l.table != nil {
		old = make([]byte, l.table.count*tableRecord)
		if _, err := l.table.ReadAt(old, l.table.head); err != nil {
			return nil, err
		}
	}
	var b bytes.Buffer
	b.Grow(len(old) + len(l.at)*tableRecord)
	add := func(key uint64, off int64) {
		if off >= start {
			b.Write(binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(nil, key), uint64(off)))
		}
	}
	addOld := func(below func(uint64) bool) {
		for ; len(old) > 0 && below(binary.BigEndian.Uint64(old)); old = old[tableRecord:] {
			key := binary.BigEndian.Uint64(old)
			if _, newer := l.at[key]; !newer {
				add(key, int64(binary.BigEndian.Uint64(old[8:])))
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(l.at)) {
		addOld(func(k uint64) bool { return k <= key })
		add(key, l.at[key])
	}
	addOld(func(uint64) bool { return true })
	return b.Bytes(), nil
}
