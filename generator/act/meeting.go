package act

import (
	"path"
	"strings"

	"styrdok/generator"
	"styrdok/generator/decide"
	"styrdok/generator/diag"
	"styrdok/generator/source"
)

// Meeting reads a meeting's file, named from the site's folder.
func Meeting(opt generator.Options, file string) (*source.Meeting, *Found, error) {
	m, err := Load(opt)
	if err != nil {
		return nil, nil, err
	}
	return m.meeting(file), m, nil
}

// Meetings are the names of all meetings, each with its title after a tab.
func (f *Found) Meetings() []string {
	var out []string
	for _, meeting := range f.Content.Meetings {
		out = append(out, meeting.Name+"\t"+meeting.Title)
	}
	return out
}

// shownMeetings is how many meetings a message names.
const shownMeetings = 8

// MeetingsLike are the names of the meetings that may have been meant by a name: those that begin with it, as with a day, or
// the nearest; else the latest.
func (f *Found) MeetingsLike(name string) []string {
	name = strings.TrimSuffix(path.Base(name), ".md")
	var all, like []string
	for _, meeting := range f.Content.Meetings {
		all = append(all, meeting.Name)
		if name != "" && strings.HasPrefix(meeting.Name, name) {
			like = append(like, meeting.Name)
		}
	}
	if near := diag.Nearest(name, all); like == nil && near != "" {
		return []string{near}
	}
	if like == nil {
		like = all
	}
	return like[max(0, len(like)-shownMeetings):]
}

// meeting finds a meeting by its file's name, with or without the folders that it lies in.
func (f *Found) meeting(file string) *source.Meeting {
	file = decide.CleanPath(file)
	for _, meeting := range f.Content.Meetings {
		if meeting.File == file || strings.TrimPrefix(meeting.File, "content/") == file || strings.TrimPrefix(meeting.File, "content/meetings/") == file || meeting.Name == file {
			return meeting
		}
	}
	return nil
}
