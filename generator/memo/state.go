package memo

import (
	"bufio"
	"bytes"
	"cmp"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash/crc32"
	"io"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"sync"
	"unsafe"

	"styrdok/generator/regular"
)

// A state file holds encoded values, one after the other, then the index, then the footer: magic,
// the program's digest, the index's length and a SHA-256 of all these. An entry of the index says
// where a value is and has its CRC-32C, so that a value is read, checked and decoded only when it is
// asked for.

const (
	magic      = "styrdok1"
	footerSize = len(magic) + sha256.Size + 8 + sha256.Size
)

// State holds values of one site that a program has written, by section and ID. The zero State is
// empty. It may be used from several goroutines.
type State struct {
	file   *os.File
	index  map[name]entry
	size   int64
	chunks []chunk // of a file that is not too large

	mu   sync.RWMutex
	held map[name]any
}

type name struct{ section, id string }

type entry struct {
	Section, ID string
	At          int64
	Size        int
	CRC         uint32
}

// chunk is a piece of a state's file, which is read when a value in it is asked for: values are small and many, and most are
// asked for.
type chunk struct {
	once sync.Once
	data []byte
	err  error
}

const (
	chunkSize   = 256 << 10
	mostChunked = 64 << 20 // larger files are read value by value, since chunks are kept
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func stateFile(name string) string { return "state-" + name }

func folderOf(dir string) string { return filepath.Join(cmp.Or(dir, "."), Folder) }

// ReadState opens the named state, such as "public", of the site in dir. It is empty if it does not
// exist, is damaged, or was written by another program.
func ReadState(dir, name string, program Digest) *State {
	s := &State{}
	site, err := regular.OpenRoot(cmp.Or(dir, "."))
	if err != nil {
		return s
	}
	defer site.Close()
	opened, err := regular.Open(regular.In(site), Folder+"/"+stateFile(name))
	if err != nil {
		return s
	}
	file := opened.(*os.File)
	if s.index, err = readIndex(file, program); err != nil {
		file.Close()
		return s
	}
	s.file = file
	if info, err := file.Stat(); err == nil && info.Size() <= mostChunked {
		s.size = info.Size()
		s.chunks = make([]chunk, s.size/chunkSize+1)
	}
	return s
}

func readIndex(file *os.File, program Digest) (map[name]entry, error) {
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	footer := make([]byte, footerSize)
	end := info.Size() - int64(footerSize)
	if !info.Mode().IsRegular() || end < 0 {
		return nil, io.ErrUnexpectedEOF
	}
	if _, err := file.ReadAt(footer, end); err != nil {
		return nil, err
	}
	head, sum := footer[:footerSize-sha256.Size], footer[footerSize-sha256.Size:]
	size := binary.BigEndian.Uint64(head[len(head)-8:])
	if !bytes.Equal(head[:len(head)-8], append([]byte(magic), program[:]...)) || size > uint64(end) {
		return nil, io.ErrUnexpectedEOF
	}
	index := make([]byte, size)
	if _, err := file.ReadAt(index, end-int64(size)); err != nil {
		return nil, err
	}
	if want := indexSum(head, index); !bytes.Equal(sum, want[:]) {
		return nil, io.ErrUnexpectedEOF
	}
	var entries []entry
	if err := decode(string(index), reflect.ValueOf(&entries).Elem()); err != nil {
		return nil, err
	}
	out := make(map[name]entry, len(entries))
	for _, e := range entries {
		if e.At < 0 || e.Size < 0 || e.At+int64(e.Size) > end {
			return nil, io.ErrUnexpectedEOF
		}
		out[name{e.Section, e.ID}] = e
	}
	return out, nil
}

func indexSum(head, index []byte) Digest {
	h := sha256.New()
	h.Write(head)
	h.Write(index)
	return Digest(h.Sum(nil))
}

// Get decodes a value into the variable that a pointer points to, which must be the zero value of the
// type that was written, and reports whether it succeeded. If not, the variable may be partly filled.
func (s *State) Get(section, id string, into any) bool {
	check(into)
	s.mu.RLock()
	v, held := s.held[name{section, id}]
	s.mu.RUnlock()
	if held {
		reflect.ValueOf(into).Elem().Set(reflect.ValueOf(v))
		return true
	}
	data, ok := s.raw(section, id)
	return ok && decode(unsafe.String(unsafe.SliceData(data), len(data)), reflect.ValueOf(into).Elem()) == nil // Nobody else has data.
}

// Hold keeps a value in memory, in place of the one that the file has. Get returns the value itself, so it
// must not be changed afterwards.
func (s *State) Hold(section, id string, v any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.held == nil {
		s.held = map[name]any{}
	}
	s.held[name{section, id}] = v
}

func (s *State) raw(section, id string) ([]byte, bool) {
	e, ok := s.index[name{section, id}]
	if !ok {
		return nil, false
	}
	data, err := s.bytes(e.At, e.Size)
	return data, err == nil && crc32.Checksum(data, castagnoli) == e.CRC
}

// bytes returns a piece of the file, which nobody may change.
func (s *State) bytes(at int64, size int) ([]byte, error) {
	if first := at / chunkSize; s.chunks != nil && size > 0 && (at+int64(size)-1)/chunkSize == first {
		c := &s.chunks[first]
		c.once.Do(func() {
			data := make([]byte, min(chunkSize, s.size-first*chunkSize))
			if _, c.err = s.file.ReadAt(data, first*chunkSize); c.err == nil {
				c.data = data
			}
		})
		if from := int(at - first*chunkSize); from+size <= len(c.data) {
			return c.data[from : from+size], nil
		}
		return nil, cmp.Or(c.err, io.ErrUnexpectedEOF)
	}
	data := make([]byte, size)
	if _, err := s.file.ReadAt(data, at); err != nil && (err != io.EOF || size > 0) {
		return nil, err
	}
	return data, nil
}

// Bytes returns what was written with PutBytes, or is held as a reader of bytes, to be read piece by piece. Damage is
// not noticed.
func (s *State) Bytes(section, id string) (io.ReaderAt, bool) {
	s.mu.RLock()
	r, held := s.held[name{section, id}].(io.ReaderAt)
	s.mu.RUnlock()
	if held {
		return r, true
	}
	e, ok := s.index[name{section, id}]
	return io.NewSectionReader(s.file, e.At, int64(e.Size)), ok
}

// Has reports whether there is a value, which may yet be damaged.
func (s *State) Has(section, id string) bool {
	_, ok := s.index[name{section, id}]
	return ok
}

// IDs returns the IDs that a section has, sorted.
func (s *State) IDs(section string) []string {
	var out []string
	for n := range maps.Keys(s.index) {
		if n.section == section {
			out = append(out, n.id)
		}
	}
	slices.Sort(out)
	return out
}

// Close closes the state's file. The state is then empty.
func (s *State) Close() {
	if s.file != nil {
		s.file.Close()
		s.index = nil
	}
}

// StateWriter writes a state.
type StateWriter struct {
	to    *bufio.Writer
	at    int64
	index []entry
	buf   []byte // of the value that is being written
	err   error

	// A run of bytes of another state that is to be copied before anything else is written.
	from     *os.File
	run, end int64
}

// WriteState replaces the named state of the site in dir with what fill writes, all or nothing.
func WriteState(dir, name string, program Digest, fill func(w *StateWriter) error) error {
	root, err := OpenFolder(cmp.Or(dir, "."))
	if err != nil {
		return err
	}
	defer root.Close()
	tmp := partialName()
	file, err := root.Create(tmp)
	if err != nil {
		return err
	}
	w := stateWriters.Get().(*StateWriter)
	w.to.Reset(file)
	if err = fill(w); err == nil {
		err = w.finish(program)
	}
	w.release()
	if closing := file.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = root.Rename(tmp, stateFile(name))
	}
	if err != nil {
		root.Remove(tmp)
	}
	return err
}

// stateWriters are those that are done, for the sake of their buffers, which grow to megabytes.
var stateWriters = sync.Pool{New: func() any { return &StateWriter{to: bufio.NewWriterSize(nil, 1<<16)} }}

// release gives a writer back, of which nothing is left but its buffers.
func (w *StateWriter) release() {
	w.to.Reset(nil)
	clear(w.index)
	*w = StateWriter{to: w.to, buf: w.buf, index: w.index[:0]}
	stateWriters.Put(w)
}

// Scratch opens an empty file in the folder of the site in dir. Done closes and removes it.
func Scratch(dir string) (file *os.File, done func(), err error) {
	root, err := OpenFolder(cmp.Or(dir, "."))
	if err != nil {
		return nil, nil, err
	}
	tmp := partialName()
	if file, err = root.Create(tmp); err != nil {
		root.Close()
		return nil, nil, err
	}
	root.Remove(tmp) // where open files can be removed, so that a killed run leaves none
	return file, func() {
		file.Close()
		root.Remove(tmp)
		root.Close()
	}, nil
}

func partialName() string {
	var unique [8]byte
	rand.Read(unique[:])
	return partial + hex.EncodeToString(unique[:]) + suffix
}

// Put writes a value, or that to which a pointer points. It panics if something reachable from v cannot be written: functions, channels,
// interfaces, unexported and embedded fields.
func (w *StateWriter) Put(section, id string, v any) {
	check(v)
	w.buf = encode(w.buf[:0], reflect.Indirect(reflect.ValueOf(v)))
	w.raw(section, id, w.buf)
}

// PutBytes writes bytes, to be read with Bytes.
func (w *StateWriter) PutBytes(section, id string, data []byte) { w.raw(section, id, data) }

// Copy writes a value as another state has it, and reports whether it has one, which may yet be damaged.
func (w *StateWriter) Copy(old *State, section, id string) bool {
	e, ok := old.index[name{section, id}]
	if !ok {
		return false
	}
	if w.from != old.file || w.end != e.At {
		w.flush()
		w.from, w.run, w.end = old.file, e.At, e.At
	}
	w.end += int64(e.Size)
	e.At = w.at
	w.at += int64(e.Size)
	w.index = append(w.index, e)
	return true
}

// flush copies the run.
func (w *StateWriter) flush() {
	if w.err == nil && w.end > w.run {
		_, w.err = io.CopyN(w.to, io.NewSectionReader(w.from, w.run, w.end-w.run), w.end-w.run)
	}
	w.run = w.end
}

func (w *StateWriter) raw(section, id string, data []byte) {
	w.index = append(w.index, entry{Section: section, ID: id, At: w.at, Size: len(data), CRC: crc32.Checksum(data, castagnoli)})
	w.write(data)
}

func (w *StateWriter) write(data []byte) {
	w.flush()
	w.from = nil
	if w.err == nil {
		_, w.err = w.to.Write(data)
	}
	w.at += int64(len(data))
}

func (w *StateWriter) finish(program Digest) error {
	index := encode(w.buf[:0], reflect.ValueOf(w.index))
	w.buf = index
	head := append([]byte(magic), program[:]...)
	head = binary.BigEndian.AppendUint64(head, uint64(len(index)))
	sum := indexSum(head, index)
	w.write(index)
	w.write(head)
	w.write(sum[:])
	if w.err != nil {
		return w.err
	}
	return w.to.Flush()
}
