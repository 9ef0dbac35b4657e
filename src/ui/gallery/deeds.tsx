import { Button, IconButton, LinkButton } from '../button.tsx'
import { KeyHelp } from '../key-help.tsx'
import { Notice } from '../notice.tsx'
import { Dialog, Menu } from '../popover.tsx'
import { Toast } from '../toast.tsx'
import { type GallerySection, longName, rightToLeft } from './samples.ts'

export const deedSections: GallerySection[] = [
  {
    id: 'buttons',
    title: 'Buttons',
    states: [
      {
        name: 'Kinds',
        node: (
          <div class="row">
            <Button>Record the sample</Button>
            <Button kind="secondary" icon="download">
              Download
            </Button>
            <Button kind="quiet">Leave it</Button>
            <Button kind="danger">Withdraw the sample</Button>
            <LinkButton href="#buttons">Read the sample</LinkButton>
            <IconButton icon="pencil" label="Edit the sample" />
            <Button isSmall kind="secondary">
              Small
            </Button>
          </div>
        ),
      },
      { name: 'Forbidden', node: <Button isDisabled>Publish (needs an editor)</Button> },
      { name: 'Very long', node: <Button kind="secondary">{longName}</Button> },
    ],
  },
  {
    id: 'notices',
    title: 'Notices',
    states: [
      {
        name: 'Note',
        node: <Notice title="The sample changed on March 3, 2026">The older edition stays readable.</Notice>,
      },
      { name: 'Done', node: <Notice kind="success">The sample is saved.</Notice> },
      { name: 'Caution', node: <Notice kind="warning">This sample lapses in 12 days.</Notice> },
      {
        name: 'Failing',
        node: (
          <Notice kind="danger" title="The sample was not sent">
            The mail server did not answer. It will be tried again at noon.
          </Notice>
        ),
      },
      { name: 'Sample content', node: <Notice kind="sample">Invented for this gallery.</Notice> },
      { name: 'Very long', node: <Notice title={longName}>{longName}</Notice> },
      {
        name: 'Right to left',
        node: (
          <div dir="rtl" lang="ar">
            <Notice title={rightToLeft.word}>{rightToLeft.title}</Notice>
          </div>
        ),
      },
    ],
  },
  {
    id: 'popovers',
    title: 'Dialog, menu, toast, keys',
    states: [
      {
        name: 'Dialog behind a button',
        node: (
          <>
            <Button kind="secondary" opens="sample-dialog">
              Open the sample dialog
            </Button>
            <Dialog
              id="sample-dialog"
              title="Withdraw the sample?"
              actions={<Button kind="danger">Withdraw the sample</Button>}
            >
              <p>Readers will see that it was withdrawn, and when. You can restore it for 30 days.</p>
            </Dialog>
          </>
        ),
      },
      {
        name: 'Menu',
        node: (
          <Menu
            id="sample-menu"
            label="More"
            items={[
              { label: 'Copy the link', href: '#popovers' },
              { label: 'Withdraw', name: 'deed', value: 'withdraw', isDangerous: true },
            ]}
          />
        ),
      },
      { name: 'Toast', node: <Toast action={<a href="#popovers">Undo</a>}>3 sample entries moved.</Toast> },
      {
        name: 'Keys',
        node: (
          <KeyHelp
            title="Keys"
            lines={[
              { keys: ['/'], does: 'Search' },
              { keys: ['g', 'm'], does: 'Go to the map' },
              { keys: ['?'], does: 'List the keys' },
            ]}
          />
        ),
      },
    ],
  },
]
