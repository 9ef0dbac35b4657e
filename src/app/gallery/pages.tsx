import { page, routes } from '#kernel/access'
import { Page } from '#platform/http'
import { gallerySections } from '#ui'

/** Every part of the interface in its states, for those who build with them. All text in it is invented. */
export const galleryPages = routes({
  '/gallery': page(async () => (
    <Page title="Gallery" description="Every part of the interface in its states." robots="noindex">
      <div class="wrap gallery">
        <h1>Gallery</h1>
        <p class="lede">
          Every part of the interface, empty, full, failing and under strain. All text here is sample text.
        </p>
        <nav aria-label="Parts" class="gallery-index">
          <ul>
            {gallerySections.map((section) => (
              <li key={section.id}>
                <a href={`#${section.id}`}>{section.title}</a>
              </li>
            ))}
          </ul>
        </nav>
        {gallerySections.map((section) => (
          <section id={section.id} key={section.id} aria-labelledby={`${section.id}-title`} class="gallery-section">
            <h2 id={`${section.id}-title`}>{section.title}</h2>
            {section.states.map((state) => (
              <div class="gallery-state" key={state.name}>
                <p class="gallery-state-name">{state.name}</p>
                {state.node}
              </div>
            ))}
          </section>
        ))}
      </div>
    </Page>
  )),
})
