package gather

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"

	"styrdok/generator/diag"
	"styrdok/generator/folder"
	"styrdok/generator/media"
	"styrdok/generator/memo"
	"styrdok/generator/picture"
	"styrdok/generator/publish"
	"styrdok/generator/site"
	"styrdok/generator/unit"
)

// Medium is what is published of one file that texts refer to, with the key of all that it depends on.
type Medium struct {
	Key   memo.Digest
	Files []publish.Entry
	Kept  []memo.Digest // under which its smaller copies are kept
	Diags diag.List
}

// mediumSection of a state is by source file.
const mediumSection = "medium"

// Media looks at the files that texts refer to, and publishes what is made of each: images lose what a
// camera has written into them, and photographs are made smaller. It must come before the cache is
// swept. It returns what is to be remembered of each, by source; the digests of files are not known yet.
func Media(k *unit.Maker, files []site.File) (map[string]Medium, diag.List, error) {
	var sources []string
	of := map[string][]site.File{}
	for _, f := range files {
		if of[f.Source] == nil {
			sources = append(sources, f.Source)
		}
		of[f.Source] = append(of[f.Source], f)
	}
	made := make([]Medium, len(sources))
	err := k.Each(len(sources), func(i int) (err error) {
		list := of[sources[i]]
		key := memo.KeyOf(k.Program, k.Words.Lang(), k.Digest(sources[i]), list)
		var before Medium
		if k.State.Get(mediumSection, sources[i], &before) && before.Key == key && k.Keep(before.Files) {
			for _, kept := range before.Kept {
				k.Prints.Store().Use(kept)
			}
			made[i] = before
			verifyMedium(k, sources[i], list, before)
			return nil
		}
		made[i], err = PutMedium(k, list)
		made[i].Key = key
		if err == nil {
			k.Hold(mediumSection, sources[i], made[i])
		}
		return err
	})
	var diags diag.List
	out := make(map[string]Medium, len(sources))
	for i, source := range sources {
		diags = append(diags, made[i].Diags...)
		out[source] = made[i]
	}
	return out, diags, err
}

// Write remembers what is published of a source.
func (m Medium) Write(w *memo.StateWriter, source string, entries func([]publish.Entry) []publish.Entry) {
	m.Files = entries(m.Files)
	w.Put(mediumSection, source, m)
}

// PutMedium publishes what is made of one source.
func PutMedium(k *unit.Maker, files []site.File) (out Medium, err error) {
	source := files[0].Source
	usable := false
	if out.Diags, usable, err = k.Media.Examine(files[0], k.Prints.Pictures); err != nil || !usable {
		return out, err
	}
	kind := k.Media.Kind(source)
	var widths []int
	for _, f := range files {
		path := site.Place(f.Target)
		out.Files = append(out.Files, publish.Entry{Path: path})
		switch {
		case k.Check:
			err = k.Out.Put(path, nil)
		case f.Width > 0:
			widths = append(widths, f.Width)
		case kind == picture.JPEG || kind == picture.PNG:
			err = k.Out.PutFrom(path, publish.Digest{}, func() (io.ReadCloser, error) {
				data, err := k.Read(source, folder.MaxFile)
				plain, ok := media.Clean(data, kind)
				if err == nil && !ok {
					err = errors.New("image is damaged")
				}
				return io.NopCloser(bytes.NewReader(plain)), err
			})
		default:
			err = k.Out.PutFrom(path, publish.Digest(k.Digest(source)), func() (io.ReadCloser, error) { return k.FS.Open(source) })
		}
		if err != nil {
			return out, fmt.Errorf("read %s: %w", source, err)
		}
	}
	if len(widths) == 0 {
		return out, nil
	}
	data, err := k.Read(source, folder.MaxFile)
	if err != nil {
		return out, fmt.Errorf("read %s: %w", source, err)
	}
	copies, kept, err := k.Prints.Pictures.Scaled(data, widths)
	if err != nil {
		return out, fmt.Errorf("scale %s: %w", source, err)
	}
	out.Kept = kept
	for _, f := range files {
		if f.Width > 0 {
			if err := k.Out.Put(site.Place(f.Target), copies[slices.Index(widths, f.Width)]); err != nil {
				return out, err
			}
		}
	}
	return out, nil
}

// verifyMedium makes again what is published of a file that texts refer to.
func verifyMedium(k *unit.Maker, source string, files []site.File, before Medium) {
	k.Again("medium "+source, before.Diags, func() (any, error) {
		made, err := PutMedium(k.Silent(), files)
		return made.Diags, err
	})
	k.VerifyFiles("medium "+source, before.Files, func(k *unit.Maker) error {
		_, err := PutMedium(k, files)
		return err
	})
}
