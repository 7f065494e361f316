Console.WriteLine("reproduce");
return 0;
