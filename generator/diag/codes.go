package diag

import "slices"

// The codes. Each has a severity below, sentences in i18n ("diag.<code>.message" and
// "diag.<code>.hint"), a heading in docs/diagnostics.md and a test that provokes it.
const (
	// What the law requires; only those are told who ask.
	ObligationMissing Code = "obligation-missing"
	ObligationOverdue Code = "obligation-overdue"
	ObligationBody    Code = "obligation-body"

	// Files and syntax.
	BadName             Code = "bad-name"
	BadEncoding         Code = "bad-encoding"
	ControlCharacter    Code = "control-character"
	FileTooLarge        Code = "file-too-large"
	SymbolicLink        Code = "symbolic-link"
	MergeConflict       Code = "merge-conflict"
	TOMLSyntax          Code = "toml-syntax"
	YAMLFrontMatter     Code = "yaml-front-matter"
	NoFrontMatter       Code = "no-front-matter"
	UnclosedFrontMatter Code = "unclosed-front-matter"
	BadFence            Code = "bad-fence"
	MisplacedKey        Code = "misplaced-key"
	MisplacedFile       Code = "misplaced-file"
	UnreadFile          Code = "unread-file"
	CopiedFile          Code = "copied-file"
	OtherExtension      Code = "other-extension"
	ReservedName        Code = "reserved-name"
	UnknownKey          Code = "unknown-key"
	WrongType           Code = "wrong-type"
	BadValue            Code = "bad-value"
	BadDate             Code = "bad-date"
	MissingKey          Code = "missing-key"
	BadConfig           Code = "bad-config"
	Placeholder         Code = "placeholder"
	PersonOwner         Code = "person-owner"
	OfficerMinutes      Code = "officer-minutes"
	OlderTranslation    Code = "older-translation"
	IdentityNumber      Code = "identity-number"
	PrivateAddress      Code = "private-address"

	// The domain.
	UnknownBody           Code = "unknown-body"
	UnknownKind           Code = "unknown-kind"
	MissingBody           Code = "missing-body"
	DuplicateID           Code = "duplicate-id"
	DuplicateDocument     Code = "duplicate-document"
	DuplicateCollection   Code = "duplicate-collection"
	ImprobableDate        Code = "improbable-date"
	DuplicateAdoption     Code = "duplicate-adoption"
	UnknownDocument       Code = "unknown-document"
	RelationCycle         Code = "relation-cycle"
	RelationRank          Code = "relation-rank"
	RelationHidden        Code = "relation-hidden"
	HiddenReplaces        Code = "hidden-replaces"
	RelationInactive      Code = "relation-inactive"
	ValidUntilBeforeStart Code = "valid-until-before-start"
	InForceBeforeAdopted  Code = "in-force-before-adopted"
	ReviewBeforeAdopted   Code = "review-before-adopted"
	BadExtension          Code = "bad-extension"
	AdoptedInFuture       Code = "adopted-in-future"
	RepealMisplaced       Code = "repeal-misplaced"
	RepealBeforeAdopted   Code = "repeal-before-adopted"
	VisibilityDiffers     Code = "visibility-differs"
	LowerBody             Code = "lower-body"
	StatuteStart          Code = "statute-start"
	RequiredKey           Code = "required-key"
	MissingHeading        Code = "missing-heading"
	TooManyWords          Code = "too-many-words"
	OtherDecider          Code = "other-decider"
	DuplicateAlias        Code = "duplicate-alias"

	// Texts.
	BrokenLink        Code = "broken-link"
	DeadAddress       Code = "dead-address"
	BrokenAnchor      Code = "broken-anchor"
	HiddenLink        Code = "hidden-link"
	MaskedLink        Code = "masked-link"
	BadScheme         Code = "bad-scheme"
	LinkOutside       Code = "link-outside"
	OwnFile           Code = "own-file"
	MissingImage      Code = "missing-image"
	BadImage          Code = "bad-image"
	MissingAlt        Code = "missing-alt"
	SkippedHeading    Code = "skipped-heading"
	SecondTitle       Code = "second-title"
	EmptyHeading      Code = "empty-heading"
	EmptyLink         Code = "empty-link"
	HeadingTooDeep    Code = "heading-too-deep"
	OwnNumber         Code = "own-number"
	NoTableHead       Code = "no-table-head"
	UnshapedScript    Code = "unshaped-script"
	DuplicateHeading  Code = "duplicate-heading"
	RawHTML           Code = "raw-html"
	UnknownDirective  Code = "unknown-directive"
	UnclosedDirective Code = "unclosed-directive"
	MisplacedBrief    Code = "misplaced-brief"
	BadComment        Code = "bad-comment"
	UnclearMask       Code = "unclear-mask"
	NotHidden         Code = "not-hidden"
	UnknownFootnote   Code = "unknown-footnote"
	UnusedFootnote    Code = "unused-footnote"
	TooDeep           Code = "too-deep"
	TooComplex        Code = "too-complex"
	MissingGlyph      Code = "missing-glyph"

	// Texts that are nearly Markdown.
	LostText       Code = "lost-text"
	NotALink       Code = "not-a-link"
	NotATable      Code = "not-a-table"
	LiteralMarkup  Code = "literal-markup"
	TypedStructure Code = "typed-structure"
	NoHeadings     Code = "no-headings"
	UnclosedCode   Code = "unclosed-code"

	BadFont Code = "bad-font"
	TooWide Code = "too-wide"

	// Output and theme.
	LowContrast Code = "low-contrast"
	BadTheme    Code = "bad-theme"

	// Files and old addresses as they are published.
	ServerAlias  Code = "server-alias"
	NotPublished Code = "not-published"
	ActiveFile   Code = "active-file"
	LargeImage   Code = "large-image"
	VagueAlt     Code = "vague-alt"
	VagueLink    Code = "vague-link"

	// The accessibility statement.
	StatementIncomplete    Code = "statement-incomplete"
	StatementContact       Code = "statement-contact"
	StatementContradiction Code = "statement-contradiction"
	StatementOld           Code = "statement-old"
	StatementMissing       Code = "statement-missing"

	// The seal.
	SealBroken     Code = "seal-broken"
	SealMissing    Code = "seal-missing"
	DamagedNote    Code = "damaged-note"
	CorrectionDate Code = "correction-date"
	SealSyntax     Code = "seal-syntax"
	LedgerSyntax   Code = "published-syntax"
	SignedGone     Code = "signed-gone"
	Unsealed       Code = "unsealed"
	Unreviewed     Code = "unreviewed"
	SealOlder      Code = "seal-older"

	// Decisions that cannot be carried out, or have not been to the end.
	BrokenOff        Code = "broken-off"
	NoDraft          Code = "no-draft"
	SeveralDrafts    Code = "several-drafts"
	AlreadyAdopted   Code = "already-adopted"
	AlreadyRepealed  Code = "already-repealed"
	AlreadyReviewed  Code = "already-reviewed"
	AdoptionOrder    Code = "adoption-order"
	DecisionTooEarly Code = "decision-too-early"
	MissingSection   Code = "missing-section"
	NotInForce       Code = "not-in-force"
	DraftExists      Code = "draft-exists"
	MissingFlag      Code = "missing-flag"
	NothingToRevise  Code = "nothing-to-revise"
	AlreadyInForce   Code = "already-in-force"
	UnchangedSection Code = "unchanged-section"
	UnchangedText    Code = "unchanged-text"
	Unwritten        Code = "unwritten"
	NothingToMend    Code = "nothing-to-mend"

	// Meetings.
	MeetingName        Code = "meeting-name"
	OtherBody          Code = "other-body"
	NotPublic          Code = "not-public"
	EndsAnyway         Code = "ends-anyway"
	OnlyProposed       Code = "only-proposed"
	AmendedText        Code = "amended-text"
	MaskedAppendix     Code = "masked-appendix"
	NoMatter           Code = "no-matter"
	MissingMeetingFile Code = "missing-meeting-file"
	UnusedReport       Code = "unused-report"

	// What cannot be archived.
	NotAdopted  Code = "not-adopted"
	ArchiveName Code = "archive-name"

	// What has been sent.
	ReminderLog Code = "reminder-log"

	// What can be neither printed nor compared.
	OnlyOriginal Code = "only-original"
)

var severities = map[Code]Severity{
	ObligationMissing: Warning, ObligationOverdue: Warning, ObligationBody: Warning,
	BadName: Error, BadEncoding: Error, ControlCharacter: Error, FileTooLarge: Error, SymbolicLink: Error,
	MergeConflict: Error, TOMLSyntax: Error, YAMLFrontMatter: Error, NoFrontMatter: Error, UnclosedFrontMatter: Error, BadFence: Error, MisplacedKey: Warning, MisplacedFile: Error, UnreadFile: Warning, CopiedFile: Error, OtherExtension: Warning, ReservedName: Error, UnknownKey: Error, WrongType: Error,
	BadValue: Error, BadDate: Error, MissingKey: Error, BadConfig: Error, Placeholder: Warning, PersonOwner: Warning, OfficerMinutes: Warning, OlderTranslation: Warning, IdentityNumber: Warning, PrivateAddress: Warning,

	UnknownBody: Error, UnknownKind: Error, MissingBody: Error, DuplicateID: Error, DuplicateDocument: Warning, DuplicateCollection: Warning, ImprobableDate: Warning, DuplicateAdoption: Error,
	UnknownDocument: Error, RelationCycle: Error, RelationRank: Error, RelationHidden: Error,
	RelationInactive: Warning, HiddenReplaces: Warning, ValidUntilBeforeStart: Error, InForceBeforeAdopted: Warning,
	ReviewBeforeAdopted: Warning, BadExtension: Error, AdoptedInFuture: Warning, RepealMisplaced: Error, RepealBeforeAdopted: Warning, VisibilityDiffers: Warning, LowerBody: Warning, StatuteStart: Warning, RequiredKey: Warning, MissingHeading: Warning, TooManyWords: Warning, OtherDecider: Warning, DuplicateAlias: Error,

	BrokenLink: Error, DeadAddress: Error, BrokenAnchor: Error, HiddenLink: Error, MaskedLink: Error, BadScheme: Error,
	LinkOutside: Error, MissingImage: Error, BadImage: Error, MissingAlt: Error, SkippedHeading: Error,
	SecondTitle: Warning, EmptyHeading: Error, EmptyLink: Warning, HeadingTooDeep: Error, OwnNumber: Warning, NoTableHead: Warning, UnshapedScript: Error, DuplicateHeading: Error, RawHTML: Warning, UnknownDirective: Error,
	UnclosedDirective: Error, MisplacedBrief: Error, BadComment: Error, UnknownFootnote: Error, UnusedFootnote: Error, TooDeep: Error, TooComplex: Error,
	MissingGlyph: Error, BadFont: Error, TooWide: Warning,

	LostText: Error, NotALink: Error, NotATable: Error, LiteralMarkup: Warning, TypedStructure: Warning, NoHeadings: Warning, UnclosedCode: Error,

	UnclearMask: Error, NotHidden: Error,

	LowContrast: Error, BadTheme: Error,

	ServerAlias: Info, NotPublished: Warning, ActiveFile: Error, LargeImage: Warning, VagueAlt: Warning, VagueLink: Warning,

	StatementIncomplete: Error, StatementContact: Error, StatementContradiction: Error, StatementOld: Warning, StatementMissing: Warning,

	BrokenOff: Error, SealBroken: Error, SealMissing: Error, SealSyntax: Error, LedgerSyntax: Error, SignedGone: Warning, OwnFile: Error, DamagedNote: Warning, CorrectionDate: Error, Unsealed: Info, Unreviewed: Warning, SealOlder: Info,

	NoDraft: Error, SeveralDrafts: Error, AlreadyAdopted: Error, AlreadyRepealed: Error, AlreadyReviewed: Error, AdoptionOrder: Error,
	DecisionTooEarly: Error, MissingSection: Error, NotInForce: Error, DraftExists: Error, MissingFlag: Error, NothingToRevise: Error, AlreadyInForce: Error, UnchangedSection: Error, UnchangedText: Warning, Unwritten: Warning, NothingToMend: Error,

	MeetingName: Warning, OtherBody: Warning, NotPublic: Warning, EndsAnyway: Warning, OnlyProposed: Error, AmendedText: Error, MaskedAppendix: Warning, NoMatter: Error, MissingMeetingFile: Error, UnusedReport: Warning,

	ReminderLog: Error, NotAdopted: Error, ArchiveName: Error, OnlyOriginal: Error,
}

// OfMarkup reports whether a code is of a text that is nearly Markdown, so that words, numbers, links or
// structure are lost or changed, and nothing that was to be hidden is shown.
func (c Code) OfMarkup() bool {
	switch c {
	case LostText, NotALink, NotATable, UnclosedCode, UnusedFootnote, LiteralMarkup, TypedStructure, HeadingTooDeep:
		return true
	}
	return false
}

// OfHouseRules reports whether a code is of what an organisation, or the law, asks of a text before it is decided.
func (c Code) OfHouseRules() bool {
	switch c {
	case MissingHeading, RequiredKey, TooManyWords, OtherDecider, StatuteStart:
		return true
	}
	return false
}

// Codes returns all codes in alphabetical order.
func Codes() []Code {
	out := make([]Code, 0, len(severities))
	for c := range severities {
		out = append(out, c)
	}
	slices.Sort(out)
	return out
}
