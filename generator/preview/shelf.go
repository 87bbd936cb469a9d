package preview

import (
	"sync"

	"styrdok/generator/memo"
	"styrdok/generator/publish"
	"styrdok/generator/unit"
)

// shelf holds what was asked for recently, up to a number of bytes.
type shelf struct {
	mu    sync.Mutex
	most  int
	size  int
	turn  int
	items map[string]item
}

// item is files that are made together.
type item struct {
	of     int // number of the state of the site of which they are known to be; 0: there is no item
	record memo.Record[unit.Document]
	files  map[string]publish.File // by path
	turn   int                     // when they were asked for
}

func (i item) size() int {
	if i.of == 0 {
		return 0
	}
	n := 1000
	for _, f := range i.files {
		n += len(f.Data)
	}
	return n
}

// get returns an item, the zero one if it is not there.
func (s *shelf) get(name string) item {
	s.mu.Lock()
	defer s.mu.Unlock()
	i, found := s.items[name]
	if found {
		s.turn++
		i.turn = s.turn
		s.items[name] = i
	}
	return i
}

// put puts an item on the shelf and takes away what was not asked for the longest.
func (s *shelf) put(name string, i item) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.items == nil {
		s.items = map[string]item{}
	}
	s.size += i.size() - s.items[name].size()
	s.turn++
	i.turn = s.turn
	s.items[name] = i
	for s.size > s.most && len(s.items) > 1 {
		oldest := ""
		for n, i := range s.items {
			if oldest == "" || i.turn < s.items[oldest].turn {
				oldest = n
			}
		}
		s.size -= s.items[oldest].size()
		delete(s.items, oldest)
	}
}
