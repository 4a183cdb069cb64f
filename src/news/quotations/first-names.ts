// Given names that tell a person from a place or a paper, and a woman from a man.

/** Given names of men, lower case. */
export const firstNamesMale =
  'aaron adam al alan alex alexander ali allen andrew andy anthony antonio art austin barack ben benjamin bernie bill bob boris brett brian bruce charles charlie chris christian christopher chuck cory daniel dave david dean dick don donald doug douglas ed edward eric francis francisco frank franklin gary george greg harry henry jack jake james jared jason jay jeb jeff jeffrey jerry jim jimmy joe john jon jonathan joseph josh justin keith ken kevin larry lindsey louis marco mark martin matt matthew michael mike mitch mitt neil omar patrick paul pete peter phil rand reince rex richard rick rob robert rod roger ron ronald roy rudy ryan sam scott sean stephen steve steven stewart ted thomas tim todd tom tony vladimir wade will william'

/** Given names of women, lower case. */
export const firstNamesFemale =
  'amy ann april barbara charlotte chelsea christine elizabeth hillary ivanka jan jennifer june karen kerry laura lisa maria mary melania michelle nancy rose sandy sarah susan virginia'
