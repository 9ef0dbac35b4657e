import { Citation } from '../citation.tsx'
import { Diff } from '../diff.tsx'
import { SourceList } from '../evidence.tsx'
import { PersonLine } from '../person-line.tsx'
import { HeroFigure, MarginNote, Prose } from '../prose.tsx'
import { RecordEntry, RecordList } from '../record.tsx'
import { ShareCard } from '../share-card.tsx'
import { StatusChip } from '../tag.tsx'
import { type GallerySection, longName, rightToLeft } from './samples.ts'

const sources = [
  {
    number: 1,
    title: 'Sample council minutes',
    href: '#records',
    line: 'Aldenport (sample)',
    seenOn: 'March 3, 2026',
    confidence: { words: 'As reported', tone: 'pending' as const },
    passages: [
      {
        part: 'p. 4',
        quote: 'The mayor signed the sample memorandum on Tuesday.',
        claims: [
          { id: 'sample-claim-what', term: 'What', value: 'Memorandum' },
          { id: 'sample-claim-when', term: 'When', value: 'March 3, 2026' },
        ],
      },
    ],
  },
  {
    number: 2,
    title: longName,
    line: longName,
    passages: [
      {
        claims: [
          {
            id: 'sample-claim-other',
            term: 'When',
            value: 'March 5, 2026',
            quote: 'The signing was put off.',
            confidence: { words: 'Doubtful', tone: 'negative' as const },
            dispute: 'Disputed by the sample city',
          },
          { id: 'sample-claim-right', term: rightToLeft.word, value: rightToLeft.title, quote: rightToLeft.title },
        ],
      },
    ],
  },
]
const first = { number: 1, href: '#sample-claim-what' }
const second = { number: 2, href: '#sample-claim-other', isDisputed: true }

/** A drawing stands in for a photograph: it needs no file and no photographer's leave. */
const drawing = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1600 700"><rect width="1600" height="700" fill="#c3d5e5"/><path d="M0 460L300 300l260 140 340-250 380 260 320-120v370H0z" fill="#668fb7"/></svg>')}`

export const readingSections: GallerySection[] = [
  {
    id: 'records',
    title: 'Record and evidence',
    states: [
      {
        name: 'Full',
        node: (
          <RecordList label="Sample record">
            <RecordEntry term="What" references={[first, second]}>
              A sample memorandum between two invented cities
            </RecordEntry>
            <RecordEntry term="When">March 3, 2026</RecordEntry>
            <RecordEntry term="Legal status" references={[first]} note="Not the same as recognition.">
              <StatusChip tone="positive">In force</StatusChip>
            </RecordEntry>
            <RecordEntry term="Ends on" correctionHref="#records" />
          </RecordList>
        ),
      },
      { name: 'Sources', node: <SourceList sources={sources} /> },
      {
        name: 'Very long',
        node: (
          <RecordList>
            <RecordEntry term={longName}>{longName}</RecordEntry>
          </RecordList>
        ),
      },
      {
        name: 'Right to left',
        node: (
          <div dir="rtl" lang="ar">
            <RecordList>
              <RecordEntry term={rightToLeft.word} references={[first]}>
                {rightToLeft.title}
              </RecordEntry>
            </RecordList>
          </div>
        ),
      },
    ],
  },
  {
    id: 'reading',
    title: 'Long reading',
    states: [
      {
        name: 'Prose with a margin note',
        node: (
          <Prose>
            <MarginNote mark="1">Sample archive, box 12. The letter survives in copy only.</MarginNote>
            <p>
              Sample prose. In the invented year of 1908 the harbor master of Aldenport wrote to a colleague across the
              ocean and asked how one keeps a channel open. The answer took nine weeks and forty pages, and it was
              right.
            </p>
            <p>
              What followed was not a treaty. It was a habit: every second spring somebody went, looked, and wrote down
              what had changed. Habits of this kind leave few traces, which is why this sample paragraph exists.
            </p>
            <h2>A sample heading</h2>
            <blockquote>“One learns more from a neighbor's broken pump than from one's own that works.”</blockquote>
          </Prose>
        ),
      },
      {
        name: 'Picture with caption and credit',
        node: (
          <HeroFigure
            src={drawing}
            alt="Blue hills, drawn"
            width={1600}
            height={700}
            caption="Sample hills above an invented bay."
            credit="Drawing: sample"
          />
        ),
      },
      {
        name: 'Person',
        node: <PersonLine name="Sam Ple" href="#reading" post="Harbor master, Aldenport (sample)" tenure="1908–1931" />,
      },
      {
        name: 'Person, right to left',
        node: (
          <div dir="rtl">
            <PersonLine name={rightToLeft.name} post={rightToLeft.word} />
          </div>
        ),
      },
      { name: 'Person, very long', node: <PersonLine name={longName} post={longName} /> },
      {
        name: 'Citation',
        node: (
          <Citation
            id="sample-citation"
            text="A. Sample, “What cities learn” (Sample Institute, March 3, 2026), https://example.org/r/1."
          />
        ),
      },
    ],
  },
  {
    id: 'diff',
    title: 'Changes in a text',
    states: [
      {
        name: 'Full',
        node: (
          <Diff
            label="Sample article 2, edition 3 against edition 2"
            parts={[
              { kind: 'same', text: 'The parties ' },
              { kind: 'removed', text: 'may' },
              { kind: 'added', text: 'shall' },
              { kind: 'same', text: ' exchange sample engineers every second year.' },
            ]}
          />
        ),
      },
      { name: 'Empty', node: <Diff parts={[{ kind: 'same', text: 'Same' }]} /> },
    ],
  },
  {
    id: 'share-card',
    title: 'Share card',
    states: [
      {
        name: 'Full',
        node: (
          <ShareCard
            institution="Sample Institute"
            type="Report"
            title="What cities learn from each other's harbors"
            line="March 3, 2026 · A. Sample and B. Example"
          />
        ),
      },
      {
        name: 'Very long',
        node: <ShareCard institution="Sample Institute" type="Report" title={longName} line={longName} />,
      },
      {
        name: 'With ties, right to left',
        node: (
          <ShareCard
            institution="Sample Institute"
            type="City"
            title={rightToLeft.title}
            line="One sample tie"
            points={[
              { id: 'here', label: 'Here', longitude: -95, latitude: 30, count: 1 },
              { id: 'there', label: 'There', longitude: 46, latitude: 24, count: 1 },
            ]}
            arcs={[
              {
                id: 'one',
                from: { longitude: -95, latitude: 30 },
                to: { longitude: 46, latitude: 24 },
                count: 1,
                hue: 3,
              },
            ]}
          />
        ),
      },
    ],
  },
]
