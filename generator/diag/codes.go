package diag

import (
	"maps"
	"slices"
)

// The codes, each with its severity. Each has sentences in i18n ("diag.<code>.message" and
// "diag.<code>.hint"), a heading in docs/diagnostics.md and a test that provokes it.
var (
	// What the law requires; only those are told who ask.
	ObligationMissing = code("obligation-missing", Warning)
	ObligationOverdue = code("obligation-overdue", Warning)
	ObligationBody    = code("obligation-body", Warning)

	// Files and syntax.
	BadName             = code("bad-name", Error)
	BadEncoding         = code("bad-encoding", Error)
	ControlCharacter    = code("control-character", Error)
	FileTooLarge        = code("file-too-large", Error)
	SymbolicLink        = code("symbolic-link", Error)
	MergeConflict       = code("merge-conflict", Error)
	TOMLSyntax          = code("toml-syntax", Error)
	YAMLFrontMatter     = code("yaml-front-matter", Error)
	NoFrontMatter       = code("no-front-matter", Error)
	UnclosedFrontMatter = code("unclosed-front-matter", Error)
	BadFence            = code("bad-fence", Error)
	MisplacedKey        = code("misplaced-key", Warning)
	MisplacedFile       = code("misplaced-file", Error)
	UnreadFile          = code("unread-file", Warning)
	CopiedFile          = code("copied-file", Error)
	OtherExtension      = code("other-extension", Warning)
	ReservedName        = code("reserved-name", Error)
	UnknownKey          = code("unknown-key", Error)
	WrongType           = code("wrong-type", Error)
	BadValue            = code("bad-value", Error)
	BadDate             = code("bad-date", Error)
	MissingKey          = code("missing-key", Error)
	BadConfig           = code("bad-config", Error)
	Placeholder         = code("placeholder", Warning)
	PersonOwner         = code("person-owner", Warning)
	OfficerMinutes      = code("officer-minutes", Warning)
	OlderTranslation    = code("older-translation", Warning)
	IdentityNumber      = code("identity-number", Warning)
	PrivateAddress      = code("private-address", Warning)

	// The domain.
	UnknownBody           = code("unknown-body", Error)
	UnknownKind           = code("unknown-kind", Error)
	MissingBody           = code("missing-body", Error)
	DuplicateID           = code("duplicate-id", Error)
	DuplicateDocument     = code("duplicate-document", Warning)
	DuplicateCollection   = code("duplicate-collection", Warning)
	ImprobableDate        = code("improbable-date", Warning)
	DuplicateAdoption     = code("duplicate-adoption", Error)
	UnknownDocument       = code("unknown-document", Error)
	RelationCycle         = code("relation-cycle", Error)
	RelationRank          = code("relation-rank", Error)
	RelationHidden        = code("relation-hidden", Error)
	HiddenReplaces        = code("hidden-replaces", Warning)
	RelationInactive      = code("relation-inactive", Warning)
	ValidUntilBeforeStart = code("valid-until-before-start", Error)
	InForceBeforeAdopted  = code("in-force-before-adopted", Warning)
	ReviewBeforeAdopted   = code("review-before-adopted", Warning)
	BadExtension          = code("bad-extension", Error)
	AdoptedInFuture       = code("adopted-in-future", Warning)
	RepealMisplaced       = code("repeal-misplaced", Error)
	RepealBeforeAdopted   = code("repeal-before-adopted", Warning)
	VisibilityDiffers     = code("visibility-differs", Warning)
	LowerBody             = code("lower-body", Warning)
	StatuteStart          = code("statute-start", Warning)
	RequiredKey           = code("required-key", Warning)
	MissingHeading        = code("missing-heading", Warning)
	TooManyWords          = code("too-many-words", Warning)
	OtherDecider          = code("other-decider", Warning)
	DuplicateAlias        = code("duplicate-alias", Error)

	// Texts.
	BrokenLink        = code("broken-link", Error)
	DeadAddress       = code("dead-address", Error)
	BrokenAnchor      = code("broken-anchor", Error)
	HiddenLink        = code("hidden-link", Error)
	MaskedLink        = code("masked-link", Error)
	BadScheme         = code("bad-scheme", Error)
	LinkOutside       = code("link-outside", Error)
	OwnFile           = code("own-file", Error)
	MissingImage      = code("missing-image", Error)
	BadImage          = code("bad-image", Error)
	MissingAlt        = code("missing-alt", Error)
	SkippedHeading    = code("skipped-heading", Error)
	SecondTitle       = code("second-title", Warning)
	EmptyHeading      = code("empty-heading", Error)
	EmptyLink         = code("empty-link", Warning)
	HeadingTooDeep    = code("heading-too-deep", Error)
	OwnNumber         = code("own-number", Warning)
	NoTableHead       = code("no-table-head", Warning)
	UnshapedScript    = code("unshaped-script", Error)
	DuplicateHeading  = code("duplicate-heading", Error)
	RawHTML           = code("raw-html", Warning)
	UnknownDirective  = code("unknown-directive", Error)
	UnclosedDirective = code("unclosed-directive", Error)
	MisplacedBrief    = code("misplaced-brief", Error)
	BadComment        = code("bad-comment", Error)
	UnclearMask       = code("unclear-mask", Error)
	NotHidden         = code("not-hidden", Error)
	UnknownFootnote   = code("unknown-footnote", Error)
	UnusedFootnote    = code("unused-footnote", Error)
	TooDeep           = code("too-deep", Error)
	TooComplex        = code("too-complex", Error)
	MissingGlyph      = code("missing-glyph", Error)

	// Texts that are nearly Markdown.
	LostText       = code("lost-text", Error)
	NotALink       = code("not-a-link", Error)
	NotATable      = code("not-a-table", Error)
	LiteralMarkup  = code("literal-markup", Warning)
	TypedStructure = code("typed-structure", Warning)
	NoHeadings     = code("no-headings", Warning)
	UnclosedCode   = code("unclosed-code", Error)

	BadFont = code("bad-font", Error)
	TooWide = code("too-wide", Warning)

	// Output and theme.
	LowContrast = code("low-contrast", Error)
	BadTheme    = code("bad-theme", Error)

	// Files and old addresses as they are published.
	ServerAlias  = code("server-alias", Info)
	NotPublished = code("not-published", Warning)
	ActiveFile   = code("active-file", Error)
	LargeImage   = code("large-image", Warning)
	VagueAlt     = code("vague-alt", Warning)
	VagueLink    = code("vague-link", Warning)

	// The accessibility statement.
	StatementIncomplete    = code("statement-incomplete", Error)
	StatementContact       = code("statement-contact", Error)
	StatementContradiction = code("statement-contradiction", Error)
	StatementOld           = code("statement-old", Warning)
	StatementMissing       = code("statement-missing", Warning)

	// The seal.
	SealBroken     = code("seal-broken", Error)
	SealMissing    = code("seal-missing", Error)
	DamagedNote    = code("damaged-note", Warning)
	CorrectionDate = code("correction-date", Error)
	SealSyntax     = code("seal-syntax", Error)
	LedgerSyntax   = code("published-syntax", Error)
	SignedGone     = code("signed-gone", Warning)
	SignedChanged  = code("signed-changed", Warning)
	PublishedLater = code("published-later", Warning)
	Unsealed       = code("unsealed", Info)
	Unreviewed     = code("unreviewed", Warning)
	SealOlder      = code("seal-older", Info)

	// Decisions that cannot be carried out, or have not been to the end.
	BrokenOff        = code("broken-off", Error)
	NoDraft          = code("no-draft", Error)
	SeveralDrafts    = code("several-drafts", Error)
	AlreadyAdopted   = code("already-adopted", Error)
	AdoptedOtherwise = code("adopted-otherwise", Error)
	AlreadyRepealed  = code("already-repealed", Error)
	AlreadyReviewed  = code("already-reviewed", Error)
	AdoptionOrder    = code("adoption-order", Error)
	DecisionTooEarly = code("decision-too-early", Error)
	MissingSection   = code("missing-section", Error)
	NotInForce       = code("not-in-force", Error)
	DraftExists      = code("draft-exists", Error)
	MissingFlag      = code("missing-flag", Error)
	NothingToRevise  = code("nothing-to-revise", Error)
	AlreadyInForce   = code("already-in-force", Error)
	UnchangedSection = code("unchanged-section", Error)
	UnchangedText    = code("unchanged-text", Warning)
	Unwritten        = code("unwritten", Warning)
	NothingToMend    = code("nothing-to-mend", Error)

	// Meetings.
	MeetingName        = code("meeting-name", Warning)
	OtherBody          = code("other-body", Warning)
	NotPublic          = code("not-public", Warning)
	EndsAnyway         = code("ends-anyway", Warning)
	OnlyProposed       = code("only-proposed", Error)
	AmendedText        = code("amended-text", Error)
	MaskedAppendix     = code("masked-appendix", Warning)
	NoMatter           = code("no-matter", Error)
	MissingMeetingFile = code("missing-meeting-file", Error)
	UnusedReport       = code("unused-report", Warning)

	// What cannot be archived.
	NotAdopted  = code("not-adopted", Error)
	ArchiveName = code("archive-name", Error)

	// What has been sent.
	ReminderLog = code("reminder-log", Error)

	// What can be neither printed nor compared.
	OnlyOriginal = code("only-original", Error)
)

var severities = map[Code]Severity{}

func code(name Code, s Severity) Code {
	severities[name] = s
	return name
}

// OfMarkup reports whether a code is of a text that is nearly Markdown, so that words, numbers, links or
// structure are lost or changed, and nothing that was to be hidden is shown.
func (c Code) OfMarkup() bool {
	return slices.Contains([]Code{LostText, NotALink, NotATable, UnclosedCode, UnusedFootnote, LiteralMarkup, TypedStructure, HeadingTooDeep}, c)
}

// OfHouseRules reports whether a code is of what an organisation, or the law, asks of a text before it is decided.
func (c Code) OfHouseRules() bool {
	return slices.Contains([]Code{MissingHeading, RequiredKey, TooManyWords, OtherDecider, StatuteStart}, c)
}

// Codes returns all codes in alphabetical order.
func Codes() []Code {
	return slices.Sorted(maps.Keys(severities))
}
