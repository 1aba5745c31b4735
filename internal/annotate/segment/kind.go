package segment

func (r *run) kinds(lines []line) {}
