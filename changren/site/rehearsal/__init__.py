"""The rehearsal (演练): everything as it is, in a copy beside, in which anything may be tried; then it is gone."""
