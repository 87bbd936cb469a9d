package pdf

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"reflect"
	"runtime"
	"strings"
	"time"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"styrdok/generator/intake"
)

// What one file may cost. pdfium runs in a memory of its own, which cannot grow beyond this, and is stopped when the time is out.
const (
	maxTime   = 60 * time.Second
	maxMemory = 512 << 20
)

// Reader reads PDFs with pdfium, which is WebAssembly and is compiled when the first file is read. It is not safe for use by several goroutines.
type Reader struct {
	cache   string
	pool    pdfium.Pool
	failure error
	closer  io.Closer
}

// New returns a Reader that keeps pdfium's compiled code (22 MB) in the folder cache, which it makes when it needs it. If cache is "" or cannot be
// written, pdfium is compiled for each Reader, which takes seconds.
func New(cache string) *Reader { return &Reader{cache: cache} }

// Close frees what the Reader holds. It can be used again.
func (r *Reader) Close() {
	if r.pool != nil {
		r.pool.Close()
		r.closer.Close()
	}
	r.pool, r.failure, r.closer = nil, nil, nil
}

func (r *Reader) load() error {
	if r.pool != nil || r.failure != nil {
		return r.failure
	}
	var cache wazero.CompilationCache
	if r.cache != "" {
		cache, _ = wazero.NewCompilationCacheWithDir(r.cache)
	}
	if cache == nil {
		cache = wazero.NewCompilationCache()
	}
	config := wazero.NewRuntimeConfig().WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithCompilationCache(cache).WithCloseOnContextDone(true).WithMemoryLimitPages(maxMemory >> 16)
	r.pool, r.failure = webassembly.Init(webassembly.Config{
		MaxTotal: 1, RuntimeConfig: config, FSConfig: wazero.NewFSConfig(), Stdout: io.Discard, Stderr: io.Discard,
	})
	if r.failure != nil {
		r.failure = fmt.Errorf("load pdfium: %w", r.failure)
	}
	r.closer = closer{cache}
	return r.failure
}

type closer struct{ cache wazero.CompilationCache }

func (c closer) Close() error { return c.cache.Close(context.Background()) }

// engine is pdfium with one file. Its functions are called by their names in C, with handles and pointers as numbers: a page has some
// 30,000 facts of letters, and go-pdfium's own calls make an object and a random name for each. An engine panics with a failure, which Read recovers.
type engine struct {
	ctx       context.Context
	exported  reflect.Value // the module's method ExportedFunction
	memory    api.Memory
	functions map[string]api.Function
	scratch   uint32 // room for scratchSize bytes of answers
	stack     [12]uint64
}

const scratchSize = 4096

// failure is what stopped pdfium.
type failure struct{ error }

// start makes an engine in a memory of its own. stop must be called.
func (r *Reader) start(ctx context.Context) (e *engine, stop func(), err error) {
	if err := r.load(); err != nil {
		return nil, nil, err
	}
	instance, err := r.pool.GetInstance(maxTime)
	if err != nil {
		return nil, nil, fmt.Errorf("start pdfium: %w", err)
	}
	e = &engine{ctx: ctx, functions: map[string]api.Function{}}
	// go-pdfium shows its module to nobody; the field has been there since the first release with WebAssembly.
	module := reflect.Indirect(reflect.ValueOf(instance.GetImplementation())).FieldByName("Module")
	if !module.IsValid() || module.IsNil() {
		instance.Close()
		return nil, nil, errors.New("start pdfium: go-pdfium has no module")
	}
	e.exported = module.Elem().MethodByName("ExportedFunction")
	e.memory = module.Elem().MethodByName("Memory").Call(nil)[0].Interface().(api.Memory)
	e.scratch = uint32(e.call("malloc", scratchSize))
	return e, func() {
		instance.Close()
		if e.memory.Size() > maxMemory/4 {
			runtime.GC() // before the next file asks for as much
		}
	}, nil
}

// call returns the result of a C function, or 0 if it has none.
func (e *engine) call(name string, args ...uint64) uint64 {
	f := e.functions[name]
	if f == nil {
		var ok bool
		if f, ok = e.exported.Call([]reflect.Value{reflect.ValueOf(name)})[0].Interface().(api.Function); !ok {
			panic("pdf: pdfium has no " + name)
		}
		e.functions[name] = f
	}
	stack := e.stack[:max(len(args), 1)]
	copy(stack, args)
	if err := f.CallWithStack(e.ctx, stack); err != nil {
		panic(failure{fmt.Errorf("%s: %w", name, err)})
	}
	return stack[0]
}

// number is call for functions that return an int.
func (e *engine) number(name string, args ...uint64) int { return int(int32(e.call(name, args...))) }

// at is a pointer to the n-th word of four bytes of the scratch memory.
func (e *engine) at(n int) uint64 { return uint64(e.scratch) + uint64(4*n) }

func (e *engine) word(n int) uint32 {
	v, _ := e.memory.ReadUint32Le(e.scratch + uint32(4*n))
	return v
}

// float32s reads n floats from the beginning of the scratch memory.
func (e *engine) float32s(n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = float64(math.Float32frombits(e.word(i)))
	}
	return out
}

// bytes copies n bytes of pdfium's memory.
func (e *engine) bytes(pointer uint64, n int) []byte {
	b, ok := e.memory.Read(uint32(pointer), uint32(n))
	if !ok {
		panic(failure{errors.New("read beyond pdfium's memory")})
	}
	return append([]byte(nil), b...)
}

// put copies data into pdfium's memory, which free gives back.
func (e *engine) put(data []byte) uint64 {
	p := e.call("malloc", uint64(len(data)))
	if p == 0 || !e.memory.Write(uint32(p), data) {
		panic(failure{errors.New("no memory for the file")})
	}
	return p
}

func (e *engine) free(pointer uint64) { e.call("free", pointer) }

// buffer asks a function that returns a length and fills a buffer of that length, twice.
func (e *engine) buffer(ask func(pointer, length uint64) uint64) []byte {
	n := ask(0, 0) & math.MaxUint32
	if n == 0 || n > 1<<28 {
		return nil
	}
	p := e.call("malloc", n)
	if p == 0 {
		panic(failure{errors.New("no memory for an answer")})
	}
	defer e.free(p)
	return e.bytes(p, int(min(n, ask(p, n)&math.MaxUint32)))
}

// ascii is buffer for text in ASCII with a zero at its end.
func (e *engine) ascii(ask func(pointer, length uint64) uint64) string {
	return strings.TrimRight(string(e.buffer(ask)), "\x00")
}

// utf16 is buffer for text in UTF-16 with a zero at its end.
func (e *engine) utf16(ask func(pointer, length uint64) uint64) string {
	return fromUTF16(e.buffer(ask))
}

func fromUTF16(b []byte) string {
	return strings.TrimRight(intake.UTF16(b, binary.LittleEndian), "\x00")
}

// text is utf16 for a function of one handle.
func (e *engine) text(name string, handle uint64) string {
	return e.utf16(func(p, n uint64) uint64 { return e.call(name, handle, p, n) })
}

// textOf is utf16 for a function of a handle and the name of what is asked for.
func (e *engine) textOf(name string, handle uint64, what string) string {
	key := e.key(what)
	defer e.free(key)
	return e.utf16(func(p, n uint64) uint64 { return e.call(name, handle, key, p, n) })
}

// key is a text in pdfium's memory that names something. It must be freed.
func (e *engine) key(name string) uint64 { return e.put(append([]byte(name), 0)) }
