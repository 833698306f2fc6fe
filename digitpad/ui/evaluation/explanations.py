"""How the figures of the page are computed, with formulas and sources."""

from digitpad.translation import N_

MATRIX = (
    N_(
        "Confusion matrix. A picture is in the row of what it is and in the column of what the network says. The "
        "network says the class with the largest probability, or “?” when that is ahead of the second by less "
        "than the lead in the settings."
    ),
    N_("Recall, at the end of a row: pictures on the diagonal / all pictures of the row."),
    N_("Precision, at the end of a column: pictures on the diagonal / all pictures of the column."),
    N_(
        "Colour of a mistake: the square root of its share of the row, so that one in a hundred can be seen. The "
        "number in a cell is always a count of pictures; click it to see them."
    ),
    N_(
        "Right: the class with the largest probability is the true one, however small the lead. In brackets: the "
        "span in which the true share lies in 95 of 100 cases. With p the share of n pictures and z = 1.96: (p + "
        "z²/2n ± z √(p (1 − p)/n + z²/4n²)) / (1 + z²/n). E. B. Wilson, “Probable inference, the law of "
        "succession, and statistical inference”, 1927."
    ),
    N_(
        "Two networks, exact sign test: of n pictures that only one of them gets right, the rarer case comes k "
        "times. By the toss of a coin that, or something rarer, happens with the probability 2 (C(n, 0) + … + "
        "C(n, k)) / 2ⁿ, at most 1. From 5 in 100 on we say “That could be luck”. Q. McNemar, 1947."
    ),
    N_(
        "Doubtful labels. In MNIST's test pictures people have found about fifteen wrong labels: C. Northcutt, A. "
        "Athalye and J. Mueller, “Pervasive Label Errors in Test Sets Destabilize Machine Learning Benchmarks”, "
        "2021. The list is kept on this computer and changes no figure."
    ),
)
ENDURANCE = (
    N_(
        "Endurance. Each point is the share of pictures that the network still gets right when all of them are "
        "damaged by that amount; both networks see the same damage."
    ),
    N_(
        "Drawings are damaged as ink, before the picture is made of them: a slanted 7 has the same line as any "
        "other 7. MNIST has no ink; its pictures are damaged as pictures."
    ),
    N_(
        "Noise: normal, its standard deviation as a share of full ink; in ink each point is off by a tenth of "
        "that share of the drawing's size. Missing pieces: squares of 5 × 5 pixels, or circles as wide, taken out "
        "of the ink at random."
    ),
    N_(
        "The idea is that of D. Hendrycks and T. Dietterich, “Benchmarking Neural Network Robustness to Common "
        "Corruptions and Perturbations”, 2019."
    ),
)
SURENESS = (
    N_(
        "How sure the network is: the probability of its answer. The answers are sorted by it into ten intervals; "
        "a point shows how sure the network is on average in an interval, and how many of these answers are "
        "right. On the dashed line the two are equal."
    ),
    N_(
        "Calibration error: the distance from the dashed line, on average over all answers: Σ (answers of the "
        "interval / all answers) × |right − sure|. C. Guo, G. Pleiss, Y. Sun and K. Weinberger, “On Calibration "
        "of Modern Neural Networks”, 2017."
    ),
    N_(
        "Lead: how far the best class is ahead of the second. What is ahead by less is answered “?”. The larger "
        "the lead, the fewer pictures are answered, and the more of the answers are right. C. K. Chow, “On "
        "optimum recognition error and reject tradeoff”, 1970."
    ),
    N_(
        "Cost of a picture on average: (wrong answers × cost of a wrong answer + “?” × cost of a “?”) / all "
        "pictures. The cheapest lead is found by trying 0 %, 1 %, 2 % and so on."
    ),
)
