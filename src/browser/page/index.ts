// The script of the page that `rostrum serve` and `rostrum export` give: it brings the element, and nothing else.

import '../element/index.js'
