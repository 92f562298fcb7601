"""Find where a post's words begin.

The constants of the features (start_features.py, layout.py, strange.py, typeset.py) were chosen by how many posts begin
right: on labelled pages of sites that the weights had never seen (8 folds), and in composed texts. The weights were
learnt with these constants: change both together.
"""
