"""What editors do with a bank: open it from an article, edit text, facts and questions, review, publish."""
